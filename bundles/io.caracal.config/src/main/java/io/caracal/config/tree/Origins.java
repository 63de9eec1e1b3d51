package io.caracal.config.tree;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValueFactory;

/** How messages say where a value was set. */
public final class Origins {
    /** The origin of values that come from the records. */
    public static final String DEFAULT = "built-in default";

    private static final String VARIABLE = "environment variable ";
    private static final String ASSIGNMENT = "--set ";
    private static final String MERGE = "merge of ";

    private Origins() {}

    static String variable(String name) {
        return VARIABLE + name;
    }

    static String assignment(String key) {
        return ASSIGNMENT + key;
    }

    /** The origin of something that nobody set. */
    public static ConfigOrigin none() {
        return ConfigValueFactory.fromAnyRef("", DEFAULT).origin();
    }

    /** Whether a value came from the environment, so that advice is given in the names of variables. */
    public static boolean isVariable(ConfigOrigin origin) {
        return text(origin).startsWith(VARIABLE);
    }

    /** Whether a value came from the command line. */
    public static boolean isAssignment(ConfigOrigin origin) {
        return text(origin).startsWith(ASSIGNMENT);
    }

    /** {@code config/caracal.conf: 12}, {@code environment variable CARACAL_…}, {@code --set key}, or empty for a default. */
    public static String text(ConfigOrigin origin) {
        String description = origin.description();
        if (description.startsWith(MERGE)) {
            // A section that was written in pieces: the first piece is a good enough place to point at.
            int end = description.indexOf(',');
            description = description.substring(MERGE.length(), end < 0 ? description.length() : end);
        }
        if (description.startsWith(DEFAULT) || description.startsWith("empty config")) {
            return "";
        }
        // A variable or an assignment is one line; the parser's line number would only confuse.
        boolean oneLine = description.startsWith(VARIABLE) || description.startsWith(ASSIGNMENT);
        return oneLine ? description.replaceFirst(": \\d+$", "") : description;
    }
}
