package io.caracal.cli;

import io.caracal.cli.command.CommandTree;
import io.caracal.cli.command.FirstWord;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** One call: arguments in, output and exit code out. */
public final class Cli {
    private final Environment environment;

    public Cli(Environment environment) {
        this.environment = environment;
    }

    /** @return the exit code, see {@link ExitCode} */
    public int run(String... arguments) {
        List<String> given = FirstWord.withDefault(FirstWord.withoutHelp(List.of(arguments)));
        CommandLine caracal = CommandTree.forArguments(environment, given);
        caracal.setOut(new PrintWriter(environment.out(), true));
        caracal.setErr(new PrintWriter(environment.err(), true));
        caracal.setParameterExceptionHandler((e, _) -> usage(e));
        caracal.setExecutionExceptionHandler((e, _, _) -> failed(e));
        caracal.setExitCodeExceptionMapper(_ -> ExitCode.UNEXPECTED.number());
        int code = caracal.execute(given.toArray(String[]::new));
        environment.out().flush();
        return code;
    }

    private int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintStream err = environment.err();
        err.println("caracal: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            String name = command.getCommandSpec().qualifiedName();
            err.println("Try '" + name + " --help'.");
        }
        return ExitCode.USAGE.number();
    }

    private int failed(Exception e) {
        environment.out().flush();
        if (e instanceof CliException known) {
            environment.err().println("caracal: " + known.getMessage());
            return known.exitCode().number();
        }
        environment.err().println("caracal: unexpected problem");
        e.printStackTrace(environment.err());
        return ExitCode.UNEXPECTED.number();
    }
}
