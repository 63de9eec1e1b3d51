package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.InvalidRequestException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression that looks at texts which clients choose, on event loops. So its work is bounded: a text that makes it go back
 * and forth for longer than any honest one counts as a match, since letting it in would be the way round the ban.
 */
final class Expression {
    private static final Logger LOG = LoggerFactory.getLogger(Expression.class);

    /** Looks at single characters: this many, and so many times the length of the text. */
    private static final int LOOKS = 10_000;

    private static final int LOOKS_PER_CHARACTER = 64;

    private final Ban ban;
    private final Pattern pattern;
    private final AtomicBoolean complained = new AtomicBoolean();

    Expression(Ban ban) {
        this.ban = ban;
        this.pattern = compile(ban.who());
    }

    static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new InvalidRequestException("\"" + expression + "\" is not a regular expression: "
                    + e.getDescription() + " at character " + e.getIndex());
        } catch (StackOverflowError e) {
            throw new InvalidRequestException("\"" + expression + "\" is nested too deeply for a regular expression");
        }
    }

    Ban ban() {
        return ban;
    }

    boolean matches(String text) {
        try {
            return pattern.matcher(new Text(text)).find();
        } catch (TooMuchException | StackOverflowError e) {
            if (!complained.getAndSet(true)) {
                LOG.warn(
                        "banned {}=\"{}\" takes too long for some texts; those count as banned. A simpler expression would tell",
                        ban.as().key(),
                        ban.who());
            }
            return true;
        }
    }

    private static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("an expression looked too often at a text", null, false, false);
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
                throw new TooMuchException();
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
