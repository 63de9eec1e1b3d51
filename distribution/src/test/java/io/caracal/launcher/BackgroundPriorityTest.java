package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BackgroundPriorityTest {
    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        end.countDown();
    }

    private Thread start(String name) {
        return Thread.ofPlatform().daemon().name(name).start(this::last);
    }

    private void last() {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Field 19 of {@code /proc/PID/task/TID/stat}; the second, the name, stands in brackets and may hold spaces. */
    private static List<Integer> nice(String name) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(BackgroundPriorityTest::stat)
                    .filter(stat -> stat.contains("(" + name))
                    .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                    .map(fields -> Integer.parseInt(fields[16]))
                    .toList();
        }
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            return ""; // the thread has ended meanwhile
        }
    }

    @Test
    void threadsThatChangePluginsYieldAndEventLoopsDoNot() throws Exception {
        start("caracal-plugin-changes");
        start("caracal-loop-1-1");
        begun.await();

        BackgroundPriority.lower();

        assertThat(nice("caracal-plugin-")).containsOnly(BackgroundPriority.NICE);
        assertThat(nice("caracal-loop-1-")).containsOnly(0);
    }

    @Test
    void threadsThatTheyStartInheritIt() throws Exception {
        Thread parent = Thread.ofPlatform().name("caracal-rest-parent").unstarted(() -> {
            try {
                ThreadPriority.lower(name -> name.startsWith("caracal-rest-pa"), BackgroundPriority.NICE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            start("inherits");
            begun.countDown();
        });
        parent.start();
        begun.await();

        assertThat(nice("inherits")).containsExactly(BackgroundPriority.NICE);
    }

    @Test
    void nothingIsLoweredBeforeTheBrokerIsReady() throws Exception {
        start("caracal-config-x");
        begun.countDown();
        begun.await();

        new BackgroundPriority().run();

        assertThat(nice("caracal-config-")).containsOnly(0);
    }
}
