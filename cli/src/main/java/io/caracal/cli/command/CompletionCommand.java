package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = {
            "Prints a script by which the shell completes commands and options.",
            "source <(caracal completion bash)"
        })
final class CompletionCommand extends Group implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("NullAway.Init")
    private String shell;

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new CliException(ExitCode.USAGE, "There is completion for bash and zsh, not for '" + shell + "'.");
        }
        // The script itself tells the two shells apart.
        output().text(AutoComplete.bash(
                "caracal", CommandTree.complete(caracal().environment())));
        return ExitCode.OK.number();
    }
}
