package io.caracal.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code KEY=VALUE} as {@code caracal run --set} does: the value is the text as it stands, and only a complete list, section or
 * quoted string is read as such.
 */
final class Settings {
    private Settings() {}

    /** As JSON; a key with dots goes into sections. */
    static Map<String, Object> tree(@Nullable List<String> settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String setting : settings == null ? List.<String>of() : settings) {
            put(key(setting), value(setting), tree);
        }
        return tree;
    }

    /** As HOCON, one line each. */
    static String hocon(List<String> settings) {
        StringBuilder text = new StringBuilder();
        for (String setting : settings) {
            String value = text(setting);
            text.append(key(setting))
                    .append(" = ")
                    .append(isStructure(value) || isLiteral(value) ? value : Json.compact(value))
                    .append('\n');
        }
        return text.toString();
    }

    @SuppressWarnings("unchecked") // sections are made here
    private static void put(String key, @Nullable Object value, Map<String, Object> tree) {
        int dot = key.indexOf('.');
        if (dot > 0) {
            Object section = tree.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>());
            if (section instanceof Map<?, ?>) {
                put(key.substring(dot + 1), value, (Map<String, Object>) section);
                return;
            }
        }
        tree.put(key, value);
    }

    private static @Nullable Object value(String setting) {
        String value = text(setting);
        if (!isStructure(value) && !isLiteral(value)) {
            return value;
        }
        try {
            return Json.read(value);
        } catch (JsonProcessingException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "The value of " + key(setting) + " begins like a list, a section or a quoted text, and is no JSON: "
                            + e.getOriginalMessage() + ".",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private static String key(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1 || setting.lines().count() != 1) {
            throw new CliException(ExitCode.USAGE, "Expected is KEY=VALUE on one line, found '" + setting + "'.");
        }
        return setting.substring(0, equals).strip();
    }

    private static String text(String setting) {
        return setting.substring(setting.indexOf('=') + 1).strip();
    }

    private static boolean isStructure(String value) {
        return value.startsWith("[") && value.endsWith("]")
                || value.startsWith("{") && value.endsWith("}")
                || value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    }

    private static boolean isLiteral(String value) {
        return value.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    }
}
