package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void takingCreatesTheFolderAndNamesTheProcess() throws Exception {
        Path path = temporary.resolve("a/b");

        try (DataFolder _ = DataFolder.take(path)) {
            assertThat(path.resolve("caracal.pid"))
                    .hasContent(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void aFolderThatIsTakenIsRefusedWithItsHolder() throws Exception {
        try (DataFolder _ = DataFolder.take(temporary)) {
            assertThatThrownBy(() -> DataFolder.take(temporary))
                    .hasMessageContaining(temporary.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .asInstanceOf(InstanceOfAssertFactories.type(LaunchException.class))
                    .returns(ExitCode.ALREADY_RUNNING.number(), LaunchException::exitCode);
        }
    }

    @Test
    void aFolderThatWasLeftCanBeTakenAgain() throws Exception {
        DataFolder.take(temporary).close();

        try (DataFolder again = DataFolder.take(temporary)) {
            assertThat(again.path()).isEqualTo(temporary);
        }
    }

    @Test
    void leavingRemovesTheProcessFile() throws Exception {
        DataFolder.take(temporary).close();

        assertThat(temporary.resolve("caracal.pid")).doesNotExist();
    }

    @Test
    void aProcessFileLeftByACrashDoesNotMeanThatABrokerRuns() throws Exception {
        DataFolder.take(temporary).close();
        Files.writeString(temporary.resolve("caracal.pid"), "1\n");

        assertThat(DataFolder.holder(temporary)).isEmpty();
    }

    @Test
    void nobodyHoldsAFolderThatIsMissing() throws Exception {
        assertThat(DataFolder.holder(temporary.resolve("none"))).isEmpty();
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefusedWithTheReason() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataFolder.take(file))
                .hasMessageContaining("is a file")
                .asInstanceOf(InstanceOfAssertFactories.type(LaunchException.class))
                .returns(ExitCode.DATA_FOLDER.number(), LaunchException::exitCode);
    }
}
