package io.caracal.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Commands about a broker that runs in another process, found through its data folder. */
final class RunningBroker {
    private RunningBroker() {}

    /** @return {@link ExitCode#OK} also when nothing runs: what was asked for is the case */
    static int stop(Path data, Duration timeout) throws IOException, LaunchException {
        Optional<DataFolder.Holder> holder = DataFolder.holder(data);
        if (holder.isEmpty()) {
            System.out.println("not running on " + data);
            return ExitCode.OK.number();
        }
        long pid = holder.get().pid();
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new LaunchException(
                        ExitCode.UNEXPECTED,
                        "A broker holds " + data + ", but the file caracal.pid there does not name its process."));
        if (!process.destroy()) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED, "Process " + pid + " cannot be signalled. Try as the user who started it.");
        }
        awaitEnd(process, timeout);
        System.out.println("stopped, process " + pid);
        return ExitCode.OK.number();
    }

    private static void awaitEnd(ProcessHandle process, Duration timeout) throws LaunchException {
        try {
            process.onExit()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED,
                    "Process " + process.pid() + " was told to stop and still runs after " + timeout.toSeconds()
                            + " s.",
                    e);
        }
    }
}
