package io.caracal.api.connector;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host and port as text. */
record ServerAddress(String host, OptionalInt port) {
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})))(?::(\\d{1,5}))?");

    static ServerAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        int port = 0;
        boolean fits = matcher.matches();
        if (fits && matcher.group(3) != null) {
            port = Integer.parseInt(matcher.group(3));
            fits = port >= 1 && port <= 65535;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "server: " + text + " was given, expected host:port such as db.example.com:3306, or [::1]:3306");
        }
        return new ServerAddress(
                matcher.group(1) == null ? matcher.group(2) : matcher.group(1),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
    }
}
