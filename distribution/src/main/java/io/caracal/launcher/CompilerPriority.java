package io.caracal.launcher;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets the optimising compiler of the JVM yield to the event loops, on Linux: after a start, all clients come at once, and on a
 * machine with few processors the compiler would take half of the time just then. See {@code docs/adr/0009}.
 */
final class CompilerPriority {
    /** The priority that its threads get, as of {@code nice}: 0 is that of everybody, 19 the lowest. */
    static final int NICE = Integer.getInteger("caracal.compiler.nice", 10);

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String NAME = "C2 CompilerThre";
    private static final int PRIO_PROCESS = 0;

    private CompilerPriority() {}

    /**
     * Lowers it, where the system can do that. Threads that the compiler adds later inherit from those that there are.
     *
     * @return how many threads yield now; 0 on other systems
     * @throws IOException if the threads of this process cannot be listed
     */
    static int lower() throws IOException {
        if (NICE == 0 || !Files.isDirectory(THREADS)) {
            return 0;
        }
        int lowered = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).startsWith(NAME)) {
                    lowered += lowerThread(Integer.parseInt(thread.getFileName().toString())) ? 1 : 0;
                }
            }
        }
        return lowered;
    }

    private static boolean lowerThread(int thread) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle setpriority = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) setpriority.invokeExact(PRIO_PROCESS, thread, NICE) == 0;
        } catch (Throwable e) {
            throw new IOException("setpriority failed", e);
        }
    }
}
