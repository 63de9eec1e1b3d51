package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MavenCoordinatesTest {
    @ParameterizedTest
    @CsvSource({
        "com.example:tool:1.2, com/example/tool/1.2/tool-1.2.jar",
        "com.example:tool:zip:1.2, com/example/tool/1.2/tool-1.2.zip",
        "com.example:tool:jar:linux-x86_64:1.2, com/example/tool/1.2/tool-1.2-linux-x86_64.jar"
    })
    void pathFollowsMavensLayout(String id, String path) {
        assertThat(MavenCoordinates.parse(id).path()).isEqualTo(Path.of(path));
    }

    @Test
    void textIsWhatWasParsed() {
        assertThat(MavenCoordinates.parse("a:b:jar:c:1")).hasToString("a:b:jar:c:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a::1", "a:b:c:d:e:f", "../..:b:1", "a:b/c:1"})
    void whatNamesNoArtifactIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MavenCoordinates.parse(id))
                .withMessageContaining("group:artifact");
    }
}
