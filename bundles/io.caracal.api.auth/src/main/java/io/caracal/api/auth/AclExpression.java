package io.caracal.api.auth;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that looks at texts which clients choose, on event loops. So its work is bounded: a text that makes it go back and
 * forth for longer than any honest one is an error, which denies.
 */
final class AclExpression {
    /** Looks at single characters: this many, and so many times the length of the text. */
    private static final int LOOKS = 10_000;

    private static final int LOOKS_PER_CHARACTER = 64;

    private final Pattern pattern;

    private AclExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    static AclExpression compile(String key, String text) {
        try {
            return new AclExpression(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    key + ": \"" + text + "\" is not a regular expression: " + e.getDescription() + " at character "
                            + e.getIndex(),
                    e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    key + ": an expression is nested too deeply for a regular expression", e);
        }
    }

    /** @throws IllegalStateException if that takes too long */
    boolean found(Optional<String> text) {
        if (text.isEmpty()) {
            return false;
        }
        try {
            return pattern.matcher(new Text(text.get())).find();
        } catch (StackOverflowError e) {
            throw new IllegalStateException("the expression " + pattern + " takes too long for this client", e);
        }
    }

    /** A text that can be looked at so many times. */
    private static final class Text implements CharSequence {
        private final String text;
        private long looks;

        Text(String text) {
            this.text = text;
            this.looks = LOOKS + (long) LOOKS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--looks < 0) {
                throw new IllegalStateException("an expression of a rule takes too long for this client");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
