package io.caracal.itests.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Puts load on a broker of this machine and prints one line of JSON for each scenario. */
public final class Load {
    /** EX_USAGE. */
    private static final int USAGE = 64;

    private Load() {}

    /** Exits with 0 if all went well, 1 if the broker broke a promise, 64 if the arguments make no sense. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("load: " + e.getMessage());
            err.print(Options.USAGE + Scenario.list());
            return USAGE;
        }
        boolean well = true;
        for (Scenario scenario : options.scenarios()) {
            try (Loop loop = new Loop(options.target())) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("scenario", scenario.toString());
                result.put("mqtt", options.versions());
                int id = scenario.goesOn()
                        ? options.run()
                        : ThreadLocalRandom.current().nextInt(1 << 16);
                boolean ok = scenario.measure(id, loop, options, result);
                result.put("ok", ok);
                out.println(json(result));
                well &= ok;
            } catch (IllegalArgumentException e) {
                err.println("load: " + e.getMessage());
                return USAGE;
            }
        }
        return well ? 0 : 1;
    }

    private static String json(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        return switch (value) {
            case Double number -> String.format(Locale.ROOT, "%.3f", number);
            case String text ->
                '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?") + '"';
            default -> value.toString();
        };
    }
}
