package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompilerPriorityTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void optimisingCompilerYields() throws IOException {
        int lowered = CompilerPriority.lower();

        List<Integer> nice = niceOfCompilerThreads();
        assertThat(nice).isNotEmpty().allMatch(each -> each == CompilerPriority.NICE);
        assertThat(lowered).isPositive();
    }

    /** Field 19 of {@code /proc/PID/task/TID/stat}; the second, the name, stands in brackets and may hold spaces. */
    private static List<Integer> niceOfCompilerThreads() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(thread -> read(thread.resolve("stat")))
                    .filter(stat -> stat.contains("(C2 CompilerThre"))
                    .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                    .map(fields -> Integer.parseInt(fields[16]))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // the thread has ended meanwhile
        }
    }
}
