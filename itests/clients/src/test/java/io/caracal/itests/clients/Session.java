package io.caracal.itests.clients;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for when it connects.
 *
 * @param clean clean session, or clean start in MQTT 5.0
 * @param expiry session expiry interval of MQTT 5.0 in seconds; earlier versions keep a session that is not clean
 * @param receiveMaximum of MQTT 5.0
 */
record Session(
        String clientId,
        boolean clean,
        long expiry,
        int receiveMaximum,
        @Nullable String username,
        @Nullable String password,
        @Nullable Message will,
        long willDelay) {

    /** A session that ends with the connection. */
    static Session clean(String clientId) {
        return new Session(clientId, true, 0, 65_535, null, null, null, 0);
    }

    /** A session that is kept and resumed. */
    static Session kept(String clientId) {
        return new Session(clientId, false, 600, 65_535, null, null, null, 0);
    }

    Session will(Message message) {
        return new Session(clientId, clean, expiry, receiveMaximum, username, password, message, willDelay);
    }

    Session willDelay(long seconds) {
        return new Session(clientId, clean, expiry, receiveMaximum, username, password, will, seconds);
    }

    Session login(String name, String secret) {
        return new Session(clientId, clean, expiry, receiveMaximum, name, secret, will, willDelay);
    }

    Session expiry(long seconds) {
        return new Session(clientId, clean, seconds, receiveMaximum, username, password, will, willDelay);
    }

    Session receiveMaximum(int messages) {
        return new Session(clientId, clean, expiry, messages, username, password, will, willDelay);
    }
}
