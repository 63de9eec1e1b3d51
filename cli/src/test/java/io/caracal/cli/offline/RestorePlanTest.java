package io.caracal.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore that was interrupted is finished, wherever that was. */
class RestorePlanTest {
    private static final String AWAY = "replaced-then";

    @TempDir
    private Path data;

    private void file(String name, String content) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private void move(String from, String to) throws IOException {
        Files.createDirectories(data.resolve(to).resolveSibling(""));
        Files.move(data.resolve(from), data.resolve(to));
    }

    /** Both have "both" and "folder", only the old one "old", only the new one "new". */
    private RestorePlan prepared() throws IOException {
        file("both", "old");
        file("folder/file", "old");
        file("old", "old");
        file(".restore/new/both", "new");
        file(".restore/new/folder/file", "new");
        file(".restore/new/new", "new");
        RestorePlan plan = new RestorePlan(data, AWAY, List.of("both", "folder", "old"));
        plan.write();
        return plan;
    }

    private void assertFinished() {
        assertThat(data.resolve("both")).hasContent("new");
        assertThat(data.resolve("folder/file")).hasContent("new");
        assertThat(data.resolve("new")).hasContent("new");
        assertThat(data.resolve("old")).doesNotExist();
        assertThat(data.resolve(AWAY + "/both")).hasContent("old");
        assertThat(data.resolve(AWAY + "/folder/file")).hasContent("old");
        assertThat(data.resolve(AWAY + "/old")).hasContent("old");
        assertThat(data.resolve(".restore")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void isFinishedFromEveryPoint(int steps) throws IOException {
        prepared();
        List<List<String>> all = List.of(
                List.of("both", AWAY + "/both"),
                List.of(".restore/new/both", "both"),
                List.of("folder", AWAY + "/folder"),
                List.of(".restore/new/folder", "folder"),
                List.of(".restore/new/new", "new"),
                List.of("old", AWAY + "/old"));
        for (List<String> step : all.subList(0, steps)) {
            move(step.getFirst(), step.getLast());
        }

        RestorePlan.read(data).orElseThrow().finish();

        assertFinished();
    }

    @Test
    void nothingIsThereToFinishBeforeItIsReady() throws IOException {
        file(".restore/new/both", "new");

        assertThat(RestorePlan.read(data)).isEmpty();
    }

    @Test
    void intoAnEmptyFolderThereIsNothingToPutAside() throws IOException {
        file(".restore/new/both", "new");
        RestorePlan plan = new RestorePlan(data, "", List.of());
        plan.write();

        plan.finish();

        assertThat(data).isDirectoryNotContaining("glob:**/.restore");
        assertThat(data.resolve("both")).hasContent("new");
    }
}
