package io.caracal.launcher;

import java.io.IOException;

/**
 * Lets the optimising compiler of the JVM yield to the event loops, on Linux: after a start, all clients come at once, and on a
 * machine with few processors the compiler would take half of the time just then. See {@code docs/adr/0009}.
 */
final class CompilerPriority {
    /** The priority that its threads get, as of {@code nice}: 0 is that of everybody, 19 the lowest. */
    static final int NICE = Integer.getInteger("caracal.compiler.nice", 10);

    private static final String NAME = "C2 CompilerThre";

    private CompilerPriority() {}

    /**
     * Lowers it, where the system can do that. Threads that the compiler adds later inherit from those that there are.
     *
     * @return how many threads yield now; 0 on other systems
     * @throws IOException if the threads of this process cannot be listed
     */
    static int lower() throws IOException {
        return ThreadPriority.lower(name -> name.startsWith(NAME), NICE);
    }
}
