package io.caracal.api.broker;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody who may not connect.
 *
 * @param as what {@code who} is
 * @param who see {@link Kind}; at most {@value #MAX_LENGTH} characters
 * @param by who banned him
 * @param reason why, for other administrators to read
 * @param at from when on it counts; a moment to come is allowed
 * @param until when it ends by itself; empty for never
 */
public record Ban(Kind as, String who, String by, String reason, Instant at, Optional<Instant> until) {
    /** The longest {@code who}, {@code by} and {@code reason}, in characters. */
    public static final int MAX_LENGTH = 4096;

    /** What is compared. */
    public enum Kind {
        /** The client identifier, letter by letter. */
        CLIENTID,
        /** The user name, letter by letter. */
        USERNAME,
        /** The client's IP address, in any notation. */
        PEERHOST,
        /** A regular expression that matches somewhere in the client identifier. */
        CLIENTID_RE,
        /** A regular expression that matches somewhere in the user name. */
        USERNAME_RE,
        /** A network of addresses, {@code 10.1.0.0/16} or {@code 2001:db8::/32}. */
        PEERHOST_NET;

        /** As it is written: {@code clientid_re}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind of that name.
         *
         * @throws InvalidRequestException if there is none
         */
        public static Kind of(String key) {
            for (Kind kind : values()) {
                if (kind.key().equals(key)) {
                    return kind;
                }
            }
            throw new InvalidRequestException(
                    "as is clientid, username, peerhost, clientid_re, username_re or peerhost_net, not \"" + key
                            + "\"");
        }
    }
}
