package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.launcher.Feature.BootBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureReaderTest {
    @TempDir
    private Path folder;

    @Test
    void bundlesComeInTheOrderOfTheFileWithTheirStartLevels() throws Exception {
        Feature feature = read("""
                {
                  "id": "g:f:1",
                  "bundles": [
                    { "id": "g:late:1", "bundleStartLevel": 30 },
                    { "id": "g:early:jar:linux:2" }
                  ]
                }
                """);

        assertThat(feature.bundles())
                .containsExactly(
                        new BootBundle(MavenCoordinates.parse("g:late:1"), 30),
                        new BootBundle(MavenCoordinates.parse("g:early:jar:linux:2"), Feature.DEFAULT_START_LEVEL));
    }

    @Test
    void whatIsWrongIsNamedWithFileAndLine() {
        assertThatThrownBy(() -> read("""
                        {
                          "id": "g:f:1",
                          "bundles": [
                            { "id": "nonsense" }
                          ]
                        }
                        """))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("f.json: 4")
                .hasMessageContaining("'nonsense'");
    }

    @Test
    void aStartLevelBelowOneIsRefused() {
        assertThatThrownBy(() -> read("""
                        { "id": "g:f:1", "bundles": [ { "id": "g:a:1", "bundleStartLevel": 0 } ] }
                        """))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("bundleStartLevel");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path missing = folder.resolve("none.json");

        assertThatThrownBy(() -> FeatureReader.read(missing))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(missing.toString());
    }

    private Feature read(String text) throws LaunchException, IOException {
        return FeatureReader.read(Files.writeString(folder.resolve("f.json"), text));
    }
}
