package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureFileTest {
    @Test
    void readsTheBundlesInTheirOrder() throws RefusedException {
        FeatureFile feature = FeatureFile.parse("""
                {
                  "feature-resource-version": "1.0",
                  "id": "com.example:feature:1.0.0",
                  "bundles": [
                    { "id": "com.example:a:1.0.0", "hash": "1234" },
                    { "id": "com.example.b:b:jar:all:2.0.0" }
                  ]
                }
                """);

        assertThat(feature.bundles())
                .extracting(bundle -> bundle.id().path())
                .containsExactly("com/example/a/1.0.0/a-1.0.0.jar", "com/example/b/b/2.0.0/b-2.0.0-all.jar");
    }

    @Test
    void readsWhatABundleShallContain() throws RefusedException {
        String sha = "0123456789ABCDEF".repeat(4);

        FeatureFile feature = FeatureFile.parse("{\"bundles\": [{\"id\": \"g:a:1\", \"sha256\": \"" + sha + "\"}]}");

        assertThat(feature.bundles().getFirst().sha256()).hasValue(sha.toLowerCase(Locale.ROOT));
    }

    @Test
    void waitsForTheRestOfAFileCutOffAnywhere() {
        String whole = "{\"bundles\": [{\"id\": \"g:a:1\"}]}";

        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            RefusedException e = catchThrowableOfType(RefusedException.class, () -> FeatureFile.parse(part));
            assertThat(e.remedy()).as(part).isEqualTo(RefusedException.Remedy.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"bundles\": {}}",
                "{\"bundles\": []}",
                "{\"bundles\": [{\"id\": 7}]}",
                "{\"bundles\": [{\"name\": \"g:a:1\"}]}",
                "{\"bundles\": [{\"id\": \"g:a\"}]}",
                "{\"bundles\": [{\"id\": \"g:a:1\", \"sha256\": \"12\"}]}",
                "{\"id\": \"../up\", \"bundles\": [{\"id\": \"g:a:1\"}]}",
                "{\"bundles\": [{\"id\": \"g:../../a:1\"}]}",
                "{\"bundles\": [{\"id\": \"g:a:..\"}]}",
                "{\"bundles\": [{\"id\": \"..:a:1\"}]}",
                "{\"bundles\": [{\"id\": \"g:a:1/2\"}]}",
                "{\"bundles\": [{\"id\": \"g:a:1\"}], \"configurations\": {\"pid\": {\"k\": 1}}}"
            })
    void refusesWhatIsNoListOfBundles(String json) {
        assertThatThrownBy(() -> FeatureFile.parse(json))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.remedy()).isEqualTo(RefusedException.Remedy.CONTENT));
    }

    @Test
    void refusesAFileOfNothingButBrackets() {
        assertThatThrownBy(() -> FeatureFile.parse("[".repeat(100_000))).hasMessageContaining("nested");
    }
}
