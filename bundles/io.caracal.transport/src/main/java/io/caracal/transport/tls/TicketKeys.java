package io.caracal.transport.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * What session tickets are sealed with, in memory only: a key that another one follows after half a day. Tickets of the one before are
 * taken for as long again; older ones cannot be opened any more, not even by us, nor what was said in the sessions that they tell of.
 * The library does that by itself only with keys of its own, and gives no tickets without keys of ours.
 */
final class TicketKeys {
    static final long LIFE_NANOS = TimeUnit.HOURS.toNanos(12);

    /** The first seals; all of them open. */
    private OpenSslSessionTicketKey[] keys = {random()};

    private long since = System.nanoTime();

    private static OpenSslSessionTicketKey random() {
        SecureRandom random = new SecureRandom();
        return new OpenSslSessionTicketKey(
                bytes(random, OpenSslSessionTicketKey.NAME_SIZE),
                bytes(random, OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                bytes(random, OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Has tickets given to clients, which are not otherwise. */
    void setOn(OpenSslSessionContext sessions) {
        sessions.setTicketKeys(keys);
    }

    /** Takes another key if it is time; then it is to be {@link #setOn set} anew. */
    boolean rotate(long now) {
        if (now - since < LIFE_NANOS) {
            return false;
        }
        since = now;
        keys = new OpenSslSessionTicketKey[] {random(), keys[0]};
        return true;
    }
}
