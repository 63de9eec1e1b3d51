package io.caracal.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command tells its own options; of those that all commands take only the names. */
final class OwnOptionsHelp extends Help {
    static final IHelpFactory FACTORY = OwnOptionsHelp::new;

    private OwnOptionsHelp(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    @Override
    public String optionList(Layout layout, Comparator<OptionSpec> sort, IParamLabelRenderer valueRenderer) {
        List<OptionSpec> own = own(commandSpec());
        layout.addOptions(own, valueRenderer);
        return layout + (commandSpec().parent() == null ? "" : common());
    }

    /** Those that the command does not have from {@code caracal} itself. */
    static List<OptionSpec> own(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.inherited()).toList();
    }

    private String common() {
        String names = commandSpec().options().stream()
                .filter(OptionSpec::inherited)
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? "" : "%nCommon: %s%n".formatted(names);
    }
}
