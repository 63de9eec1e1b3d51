package io.caracal.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the command among the arguments, before a parser is there that knows it. */
public final class FirstWord {
    private static final Set<String> WITH_VALUE =
            Set.of("-o", "--output", "--url", "--api-key", "--context", "--data", "--cacert", "--timeout");
    private static final Set<String> LISTS =
            Set.of("clients", "retained", "listeners", "banned", "alarms", "plugins", "users", "api-keys", "contexts");

    private FirstWord() {}

    /** The first word that is neither an option nor its value; empty if there is none. */
    static String of(List<String> arguments) {
        int index = index(arguments);
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** {@code caracal clients} is short for {@code caracal clients list}, also with options of the list. */
    public static List<String> withDefault(List<String> arguments) {
        int index = index(arguments);
        boolean isList = index < arguments.size() && LISTS.contains(arguments.get(index));
        String next = index + 1 < arguments.size() ? arguments.get(index + 1) : "--";
        if (!isList || !next.startsWith("-") || next.equals("-h") || next.equals("--help")) {
            return arguments;
        }
        List<String> complete = new ArrayList<>(arguments);
        complete.add(index + 1, "list");
        return complete;
    }

    /** {@code caracal help clients list} is {@code caracal clients list --help}; without arguments help is meant. */
    public static List<String> withoutHelp(List<String> arguments) {
        boolean isHelp = arguments.isEmpty() || arguments.getFirst().equals("help");
        if (!isHelp) {
            return arguments;
        }
        List<String> asOption = new ArrayList<>(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
        asOption.add("--help");
        return asOption;
    }

    private static int index(List<String> arguments) {
        int index = 0;
        while (index < arguments.size() && arguments.get(index).startsWith("-")) {
            index += WITH_VALUE.contains(arguments.get(index)) ? 2 : 1;
        }
        return index;
    }
}
