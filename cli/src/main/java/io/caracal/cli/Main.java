package io.caracal.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point of all commands but those that start and stop a broker, which are the launcher's. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // A change is never sent twice because its answer got lost.
        System.setProperty("sun.net.http.retryPost", "false");
        Environment process = Environment.ofProcess();
        // Topics and identifiers are UTF-8, whatever the locale is.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int code = new Cli(new Environment(process.home(), process.user(), process.variables(), process.in(), out, err))
                .run(arguments);
        out.flush();
        err.flush();
        // Not by exit: nothing is left to be done, and threads of a client need not be waited for.
        Runtime.getRuntime().halt(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13),
                false,
                StandardCharsets.UTF_8);
    }
}
