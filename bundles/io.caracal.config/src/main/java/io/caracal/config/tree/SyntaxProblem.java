package io.caracal.config.tree;

import com.typesafe.config.ConfigException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in our words what is wrong with the form of a file. The parser's own messages quote what stands there, which may be half
 * a password; these never do.
 */
final class SyntaxProblem {
    private record Kind(Pattern message, String given, String expected) {
        Kind(String message, String given, String expected) {
            this(Pattern.compile(message), given, expected);
        }
    }

    // The first that matches counts. Group 1 is a single punctuation character, which gives nothing away.
    private static final List<Kind> KINDS = List.of(
            new Kind("triple-quoted string was still open", "a string without an end", "a closing \"\"\""),
            new Kind(
                    "string quote was still open",
                    "a string without an end",
                    "a closing double quote on the same line"),
            new Kind(
                    "Substitution \\$\\{ was not closed",
                    "a substitution without an end",
                    "${path} with its closing brace"),
            new Kind(
                    "not a valid escape sequence", "an unknown escape after a backslash", "\\\\ for a plain backslash"),
            new Kind(
                    "Reserved character '(\\p{Punct})'",
                    "the character %s outside quotes",
                    "double quotes around a value or key with this character"),
            new Kind("include", "an include that cannot be understood", "include \"file.conf\""),
            new Kind(
                    "Could not resolve substitution to a value: (\\$\\{[^}]*\\}) was part of a cycle",
                    "%s, which refers to itself",
                    "a substitution that ends at a value"),
            new Kind(
                    "Could not resolve substitution to a value: (\\$\\{[^}]*\\})",
                    "%s, which is set nowhere",
                    "a key of this configuration or an environment variable (${?NAME} if it may be absent)"),
            new Kind("Key .* may not be followed by token", "a key without a value", "= or : or { after the key"),
            new Kind("unbalanced close brace", "a closing brace too many", "as many } as {"),
            new Kind("(?:got|token:) end of file", "the end of the file", "a } or ] for what was opened before"),
            new Kind(
                    "(?:got|not:|token:) '(\\p{Punct})'",
                    "the character %s where it cannot stand",
                    "a comma or a new line; double quotes around a value with this character"),
            new Kind("Cannot concatenate", "text beside a list or a section", "one value after the key"),
            new Kind("period '\\.'", "a key with an empty part", "a name before and after each dot"),
            new Kind("rather than object at file root", "a list", "keys with values"));

    private SyntaxProblem() {}

    static Problem of(ConfigException failure, String file) {
        String origin = failure.origin() == null ? file : Origins.text(failure.origin());
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        for (Kind kind : KINDS) {
            Matcher matcher = kind.message().matcher(message);
            if (matcher.find()) {
                String character = matcher.groupCount() > 0 ? matcher.group(1) : "";
                return problem(origin, kind.given().replace("%s", character), kind.expected());
            }
        }
        return problem(origin, "something that cannot be read", "HOCON: key = value, section { … }, [ list ]");
    }

    private static Problem problem(String origin, String given, String expected) {
        return new Problem("", origin, given, expected, "");
    }
}
