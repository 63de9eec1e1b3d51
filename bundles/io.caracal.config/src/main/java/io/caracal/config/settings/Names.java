package io.caracal.config.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names in Java and names in the file. */
public final class Names {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z0-9_-]+");

    private Names() {}

    /** {@code maxPacketSize}, {@code ROUND_ROBIN}, {@code ARGON2ID} and {@code max-packet-size} in snake case, as keys and words are in the file. */
    public static String snakeCase(String name) {
        boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
        return (constant ? name : HUMP.matcher(name).replaceAll("_"))
                .replace('-', '_')
                .toLowerCase(Locale.ROOT);
    }

    /** Whether an operator may call an entry of a map so; such names need no quotes in HOCON. */
    static boolean isEntryName(String name) {
        return ENTRY.matcher(name).matches();
    }
}
