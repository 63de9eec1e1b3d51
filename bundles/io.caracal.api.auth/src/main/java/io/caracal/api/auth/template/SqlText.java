package io.caracal.api.auth.template;

import java.util.List;

/** Turns a query with placeholders into the text of a prepared statement, knowing as much of SQL as that takes: quotes, comments. */
final class SqlText {
    private static final String QUOTES = "'\"`";
    private static final char LINE_COMMENT = '\n';
    private static final char COMMENT = '*';
    private static final char NOTHING = 0;

    private final List<Part> parts;
    private final List<String> names;
    private final StringBuilder sql = new StringBuilder();

    /** What the text stands in: a quote, a comment. */
    private char within = NOTHING;

    private boolean closingQuoteFollows;

    /** @param names gets the names of the placeholders in the order in which they stand */
    SqlText(List<Part> parts, List<String> names) {
        this.parts = parts;
        this.names = names;
    }

    String prepared() {
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Literal(String text) -> {
                    read(closingQuoteFollows ? text.substring(1) : text);
                    closingQuoteFollows = false;
                }
                case Part.Placeholder(String name) -> {
                    closingQuoteFollows = isQuoted(i);
                    if (closingQuoteFollows) {
                        sql.setLength(sql.length() - 1);
                        within = NOTHING;
                    }
                    parameter(name);
                }
            }
        }
        return sql.toString();
    }

    private void parameter(String name) {
        if (within != NOTHING) {
            throw new IllegalArgumentException("the placeholder ${" + name + "} was given inside of a "
                    + (QUOTES.indexOf(within) >= 0 ? "longer quoted text" : "comment")
                    + ", expected it by itself: put texts together by functions of the database, as in CONCAT('a', ${"
                    + name + "})");
        }
        sql.append('?');
        names.add(name);
    }

    /** Whether the placeholder at this place is all that stands between two quotes. */
    private boolean isQuoted(int place) {
        boolean opened = (within == '\'' || within == '"') && !sql.isEmpty() && sql.charAt(sql.length() - 1) == within;
        return opened
                && place + 1 < parts.size()
                && parts.get(place + 1) instanceof Part.Literal(String after)
                && after.charAt(0) == within
                && (after.length() == 1 || after.charAt(1) != within);
    }

    private void read(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sql.append(c);
            if (within != NOTHING) {
                if (ends(c, i > 0 ? text.charAt(i - 1) : NOTHING)) {
                    within = NOTHING;
                }
            } else if (c == '?') {
                throw new IllegalArgumentException(
                        "a question mark was given, expected placeholders such as ${username}: they are the parameters");
            } else {
                within = begins(c, i + 1 < text.length() ? text.charAt(i + 1) : NOTHING);
            }
        }
    }

    private boolean ends(char c, char before) {
        return within == COMMENT ? c == '/' && before == '*' : c == within;
    }

    private static char begins(char c, char next) {
        if (QUOTES.indexOf(c) >= 0) {
            return c;
        }
        if (c == '-' && next == '-') {
            return LINE_COMMENT;
        }
        return c == '/' && next == '*' ? COMMENT : NOTHING;
    }
}
