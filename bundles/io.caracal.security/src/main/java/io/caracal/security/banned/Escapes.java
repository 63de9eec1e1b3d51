package io.caracal.security.banned;

/** Keeps any text on one line without tabs: backslash, tab and line breaks are written as {@code \\ \t \n \r}. */
final class Escapes {
    private static final String PLAIN = "\\\t\n\r";
    private static final String SIGNS = "\\tnr";

    private Escapes() {}

    static String apply(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = PLAIN.indexOf(c);
            if (at < 0) {
                line.append(c);
            } else {
                line.append('\\').append(SIGNS.charAt(at));
            }
        }
        return line.toString();
    }

    static String undo(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                int at = SIGNS.indexOf(line.charAt(++i));
                text.append(at < 0 ? line.charAt(i) : PLAIN.charAt(at));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
