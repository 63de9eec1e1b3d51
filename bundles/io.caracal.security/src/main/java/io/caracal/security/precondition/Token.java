package io.caracal.security.precondition;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a condition.
 *
 * @param kind what it is
 * @param text of a text without its quotes
 * @param at its place in the condition, from 1
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        TEXT,
        SIGN,
        END
    }

    static List<Token> read(String condition) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < condition.length()) {
            char c = condition.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '\'' || c == '"') {
                StringBuilder text = new StringBuilder();
                int end = text(condition, i, text);
                tokens.add(new Token(Kind.TEXT, text.toString(), i + 1));
                i = end;
            } else if (condition.startsWith("==", i) || condition.startsWith("!=", i)) {
                tokens.add(new Token(Kind.SIGN, condition.substring(i, i + 2), i + 1));
                i += 2;
            } else if ("(),".indexOf(c) >= 0) {
                tokens.add(new Token(Kind.SIGN, String.valueOf(c), i + 1));
                i++;
            } else if (isWord(c)) {
                int end = i;
                while (end < condition.length() && isWord(condition.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(Kind.WORD, condition.substring(i, end), i + 1));
                i = end;
            } else {
                throw new IllegalArgumentException("at character " + (i + 1) + " " + c
                        + " was given, expected a name, a text in quotes, ==, !=, and, or, not, or a parenthesis");
            }
        }
        tokens.add(new Token(Kind.END, "the end", condition.length() + 1));
        return tokens;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
    }

    /** @return the place behind the closing quote */
    private static int text(String condition, int open, StringBuilder text) {
        char quote = condition.charAt(open);
        int i = open + 1;
        while (i < condition.length()) {
            char c = condition.charAt(i++);
            if (c != quote) {
                text.append(c);
            } else if (i < condition.length() && condition.charAt(i) == quote) {
                text.append(quote);
                i++;
            } else {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "the text that begins at character " + (open + 1) + " has no end, expected " + quote + " behind it");
    }

    boolean is(String sign) {
        return kind != Kind.TEXT && text.equals(sign);
    }
}
