package io.caracal.launcher;

import java.nio.file.Path;
import java.util.List;

/** The entry point: one command, one exit code. */
public final class Main {
    private Main() {}

    /** @param arguments command and options, see {@code caracal help}; the system property {@code caracal.home} names the distribution */
    public static void main(String[] arguments) {
        int code;
        try {
            Path home = Path.of(System.getProperty("caracal.home", "."))
                    .toAbsolutePath()
                    .normalize();
            code = execute(CommandLine.parse(home, System.getenv(), List.of(arguments)));
        } catch (LaunchException e) {
            System.err.println("caracal: " + e.getMessage());
            code = e.exitCode();
        } catch (Exception | LinkageError e) {
            System.err.println("caracal: unexpected problem");
            e.printStackTrace();
            code = ExitCode.UNEXPECTED.number();
        }
        System.out.flush();
        System.exit(code);
    }

    private static int execute(Command command) throws Exception {
        return switch (command) {
            case Command.Run run -> Broker.run(run.options());
            case Command.CheckConfiguration check -> ConfigurationCheck.run(check.options());
            case Command.Stop stop -> RunningBroker.stop(stop.data(), stop.timeout());
            case Command.Version _ -> print("Caracal " + version());
        };
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static int print(String text) {
        System.out.println(text);
        return ExitCode.OK.number();
    }
}
