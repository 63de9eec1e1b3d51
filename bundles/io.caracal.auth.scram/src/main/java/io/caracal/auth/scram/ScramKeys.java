package io.caracal.auth.scram;

import io.caracal.api.auth.StoredUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/**
 * What is stored of a user (RFC 5802, section 3): enough to check a proof, not enough to make one.
 *
 * @param salt random
 * @param iterations how often the password was hashed
 * @param storedKey {@code H(HMAC(SaltedPassword, "Client Key"))}
 * @param serverKey {@code HMAC(SaltedPassword, "Server Key")}
 */
record ScramKeys(ScramAlgorithm algorithm, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
    private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.UTF_8);

    static ScramKeys of(ScramAlgorithm algorithm, byte[] password, byte[] salt, int iterations) {
        byte[] salted = algorithm.salted(password, salt, iterations);
        return new ScramKeys(
                algorithm,
                salt,
                iterations,
                algorithm.hash(algorithm.hmac(salted, CLIENT_KEY)),
                algorithm.hmac(salted, SERVER_KEY));
    }

    /** The keys of a user; of another algorithm they are of no use. */
    static ScramKeys of(StoredUser user) {
        Map<String, String> values = user.values();
        return new ScramKeys(
                ScramAlgorithm.valueOf(values.getOrDefault("algorithm", "")),
                bytes(values, "salt"),
                Integer.parseInt(values.getOrDefault("iterations", "")),
                bytes(values, "stored_key"),
                bytes(values, "server_key"));
    }

    StoredUser of(String userId, boolean superuser) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new StoredUser(
                userId,
                superuser,
                Map.of(
                        "algorithm", algorithm.name(),
                        "salt", base64.encodeToString(salt),
                        "iterations", Integer.toString(iterations),
                        "stored_key", base64.encodeToString(storedKey),
                        "server_key", base64.encodeToString(serverKey)));
    }

    private static byte[] bytes(Map<String, String> values, String name) {
        return Base64.getDecoder().decode(values.getOrDefault(name, ""));
    }

    /**
     * Whether a proof is that of somebody who knows the password; in time that does not depend on the proof.
     *
     * @param authMessage what both sides have said
     */
    boolean proves(byte[] proof, byte[] authMessage) {
        byte[] clientKey = algorithm.hmac(storedKey, authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(algorithm.hash(clientKey), storedKey);
    }

    /** What proves to the client that the server knows the user. */
    byte[] signature(byte[] authMessage) {
        return algorithm.hmac(serverKey, authMessage);
    }

    /** Shows none of the keys. */
    @Override
    public String toString() {
        return "ScramKeys[******]";
    }
}
