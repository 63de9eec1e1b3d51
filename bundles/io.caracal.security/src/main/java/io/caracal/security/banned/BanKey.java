package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.Ban.Kind;
import io.caracal.api.broker.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What a ban is known by.
 *
 * @param who in the usual notation
 */
record BanKey(Kind as, String who) implements Comparable<BanKey> {
    private static final Comparator<BanKey> ORDER =
            Comparator.comparing(BanKey::as).thenComparing(BanKey::who);

    /**
     * The key of what an administrator wrote.
     *
     * @throws InvalidRequestException if it is not of its kind
     */
    static BanKey of(Kind as, String who) {
        if (who.isEmpty()
                || who.length() > Ban.MAX_LENGTH
                || !StandardCharsets.UTF_8.newEncoder().canEncode(who)) {
            throw new InvalidRequestException(
                    "who is text of 1 to " + Ban.MAX_LENGTH + " characters, given " + who.length());
        }
        return new BanKey(
                as,
                switch (as) {
                    case CLIENTID, USERNAME -> who;
                    case PEERHOST -> Addresses.parse(who).getHostAddress();
                    case PEERHOST_NET -> Network.parse(who).toString();
                    case CLIENTID_RE, USERNAME_RE -> Expression.compile(who).pattern();
                });
    }

    static BanKey of(Ban ban) {
        return new BanKey(ban.as(), ban.who());
    }

    /** As a cursor. */
    String text() {
        return as.key() + ":" + who;
    }

    static BanKey ofText(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InvalidRequestException("\"" + text + "\" is not a cursor that a page of this list gave");
        }
        return new BanKey(Kind.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public int compareTo(BanKey other) {
        return ORDER.compare(this, other);
    }
}
