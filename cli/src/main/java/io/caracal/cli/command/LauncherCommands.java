package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that the start script hands to the launcher. Here they are known for help, completion and reference only. */
final class LauncherCommands {
    private LauncherCommands() {}

    private abstract static class Elsewhere implements Callable<Integer> {
        @Override
        public Integer call() {
            Command command = getClass().getAnnotation(Command.class);
            throw new CliException(
                    ExitCode.USAGE,
                    "'" + command.name() + "' is to be the first word: caracal " + command.name() + " …");
        }
    }

    private abstract static class Starting extends Elsewhere {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "The configuration file (default: CARACAL_CONFIG, else config/caracal.conf of the distribution).")
        private @Nullable Path config;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Sets a key, stronger than file and environment; may be repeated.")
        private @Nullable List<String> settings;
    }

    @Command(name = "run", description = "Runs the broker in the foreground; ends with Ctrl-C or SIGTERM.")
    static final class Run extends Starting {}

    @Command(name = "start", description = "Starts the broker in the background and waits until it is ready.")
    static final class Start extends Starting {}

    @Command(name = "check", description = "Validates the configuration file as a start would; starts nothing.")
    static final class Check extends Starting {
        @Override
        public Integer call() {
            throw new CliException(ExitCode.USAGE, "'config check' are to be the first words: caracal config check …");
        }
    }

    @Command(name = "stop", description = "Ends the broker and waits for its end, --timeout at most (60 s).")
    static final class Stop extends Elsewhere {}

    @Command(name = "version", description = "Prints the version.")
    static final class Version extends Elsewhere {}

    @Command(
            name = "optimize",
            description =
                    "Makes the AOT cache of the broker's JVM for this machine, by a broker in training: half a minute once, "
                            + "then starts are shorter and speed is full sooner.")
    static final class Optimize extends Elsewhere {}

    /** See {@link FirstWord#withoutHelp}. */
    @Command(name = "help", description = "Tells what a command does: caracal help clients list")
    static final class Help extends Elsewhere {}
}
