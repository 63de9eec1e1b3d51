package io.caracal.security.users;

import io.caracal.api.auth.StoredUser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How a user stands in the file: a letter for superuser or not, then names and values, separated by a character that none of them has. */
final class UserText {
    private static final char SEPARATOR = '\0';
    private static final String SUPERUSER = "S";
    private static final String ORDINARY = "U";

    private UserText() {}

    static String write(StoredUser user) {
        StringBuilder text = new StringBuilder(user.superuser() ? SUPERUSER : ORDINARY);
        new TreeMap<>(user.values()).forEach((name, value) -> text.append(SEPARATOR)
                .append(plain(name))
                .append(SEPARATOR)
                .append(plain(value)));
        return text.toString();
    }

    private static String plain(String text) {
        if (text.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("a value with a character U+0000 was given, expected text without it");
        }
        return text;
    }

    static StoredUser read(String userId, String text) {
        String[] parts = text.split(String.valueOf(SEPARATOR), -1);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i + 1 < parts.length; i += 2) {
            values.put(parts[i], parts[i + 1]);
        }
        return new StoredUser(userId, parts[0].equals(SUPERUSER), values);
    }

    static boolean superuser(String text) {
        return text.startsWith(SUPERUSER);
    }
}
