package io.caracal.launcher;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The priority that the operating system gives to threads of this process, on Linux; elsewhere nothing happens. */
final class ThreadPriority {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;

    private ThreadPriority() {}

    /**
     * Lowers it, for good: without rights of their own nobody may raise it. Threads that these start later inherit it.
     *
     * @param name of the threads, as the system keeps it: 15 characters at most
     * @param nice 1 to 19, the lowest; 0 for nothing
     * @return how many threads have it now
     * @throws IOException if the threads of this process cannot be listed
     */
    static int lower(Predicate<String> name, int nice) throws IOException {
        if (nice == 0 || !Files.isDirectory(THREADS)) {
            return 0;
        }
        int lowered = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (name.test(name(thread))) {
                    lowered += set(Integer.parseInt(thread.getFileName().toString()), nice) ? 1 : 0;
                }
            }
        }
        return lowered;
    }

    /** Empty if the thread has ended meanwhile. */
    private static String name(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return "";
        }
    }

    private static boolean set(int thread, int nice) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle setpriority = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) setpriority.invokeExact(PRIO_PROCESS, thread, nice) == 0;
        } catch (Throwable e) {
            throw new IOException("setpriority failed", e);
        }
    }
}
