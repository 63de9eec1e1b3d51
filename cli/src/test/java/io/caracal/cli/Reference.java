package io.caracal.cli;

import io.caracal.cli.command.CommandTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands, their options and the exit codes as Markdown, from the model that reads the arguments. */
final class Reference {
    private final StringBuilder text = new StringBuilder();

    private Reference() {}

    static String commands(Environment environment) {
        Reference reference = new Reference();
        CommandLine root = CommandTree.complete(environment);
        reference.text.append("### Options of every command\n\n");
        reference.table(root.getCommandSpec().options());
        root.getSubcommands().values().forEach(reference::command);
        return reference.text.toString();
    }

    static String exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | " + code.meaning() + " |\n")
                .collect(Collectors.joining("", "| code | meaning |\n|---|---|\n", ""));
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        boolean group = !command.getSubcommands().isEmpty();
        text.append("\n### ").append(spec.name()).append("\n\n");
        if (group) {
            text.append(description(spec)).append('\n');
            command.getSubcommands().values().forEach(subcommand -> synopsis(subcommand.getCommandSpec()));
        } else {
            synopsis(spec);
        }
    }

    private void synopsis(CommandSpec spec) {
        String line = spec.qualifiedName()
                + spec.positionalParameters().stream()
                        .map(parameter -> " " + label(parameter))
                        .collect(Collectors.joining());
        text.append(text.toString().endsWith("\n\n") ? "" : "\n")
                .append("`")
                .append(line)
                .append("`: ");
        text.append(description(spec)).append('\n');
        List<ArgSpec> arguments = new ArrayList<>(spec.positionalParameters());
        spec.options().stream().filter(option -> !option.inherited()).forEach(arguments::add);
        if (!arguments.isEmpty()) {
            text.append('\n');
            table(arguments);
        }
    }

    private void table(List<? extends ArgSpec> arguments) {
        text.append("| | |\n|---|---|\n");
        for (ArgSpec argument : arguments) {
            String name = argument instanceof OptionSpec option ? names(option) : argument.paramLabel();
            text.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(String.join(" ", argument.renderedDescription()).replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    private static String names(OptionSpec option) {
        String names = String.join("`, `", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String label(PositionalParamSpec parameter) {
        String many = parameter.arity().max() > 1 ? parameter.paramLabel() + "…" : parameter.paramLabel();
        return parameter.arity().min() == 0 ? "[" + many + "]" : many;
    }

    /** Examples, which begin with the name of the command, are code. */
    private static String description(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().description())
                .map(line -> line.startsWith("caracal ") || line.startsWith("source ") ? "`" + line + "`" : line)
                .map(line -> line.replaceFirst(": (caracal .*)$", ": `$1`"))
                .collect(Collectors.joining(" "));
    }
}
