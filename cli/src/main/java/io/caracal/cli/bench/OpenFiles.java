package io.caracal.cli.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.lang.management.ManagementFactory;

/** Each connection is an open file, of which a process may have only so many. */
final class OpenFiles {
    private static final int OTHERS = 100;

    private OpenFiles() {}

    static void check(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < connections + OTHERS) {
            throw new CliException(
                    ExitCode.USAGE,
                    connections + " clients need as many open files, and this process may have "
                            + system.getMaxFileDescriptorCount() + ". Raise it: ulimit -n " + (connections + OTHERS)
                            + ".");
        }
    }
}
