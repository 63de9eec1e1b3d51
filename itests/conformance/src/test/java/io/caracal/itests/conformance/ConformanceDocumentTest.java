package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.ConformanceDocument;
import io.caracal.itests.spec.SpecIndex;
import io.caracal.itests.spec.Standard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every statement has its test, and the page that lists them is current. */
class ConformanceDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("caracal.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private static final String FRESH = "itests/conformance/target/conformance.md";
    private static final String PAGE = "docs/conformance.md";

    @Test
    void testsOfAllModulesAreCompiled() {
        assertThat(SpecIndex.uncompiled(ROOT))
                .as("modules whose tests were not compiled; build the whole repository: mvn verify")
                .isEmpty();
    }

    @Test
    void testsNameOnlyStatementsThatExist() {
        assertThat(document().unknown()).isEmpty();
    }

    @Test
    void everyStatementThatCanBeShownHasTest() {
        assertThat(document().untested()).isEmpty();
    }

    @Test
    void pageIsCurrent() throws IOException {
        String current = document().render();
        Files.writeString(
                Files.createDirectories(ROOT.resolve(FRESH).getParent()).resolve("conformance.md"), current);

        Path page = ROOT.resolve(PAGE);
        assertThat(Files.exists(page) ? Files.readString(page, StandardCharsets.UTF_8) : "")
                .as("%s is not current; after a complete build: cp %s %s", PAGE, FRESH, PAGE)
                .isEqualTo(current);
    }

    private static ConformanceDocument document() {
        return new ConformanceDocument(List.of(Standard.mqtt5(), Standard.mqtt311()), SpecIndex.scan(ROOT));
    }
}
