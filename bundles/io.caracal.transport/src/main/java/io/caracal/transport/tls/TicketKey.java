package io.caracal.transport.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;

/** What session tickets are sealed with. It is in memory only. */
final class TicketKey {
    private final OpenSslSessionTicketKey key;

    TicketKey() {
        SecureRandom random = new SecureRandom();
        key = new OpenSslSessionTicketKey(
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
        sessions.setTicketKeys(key);
    }
}
