package io.caracal.auth.scram;

import io.caracal.api.auth.StoredUser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One client between its first and its last message.
 *
 * @param user who it says it is
 * @param first what it said
 * @param nonce that of both sides
 */
record ScramExchange(StoredUser user, ScramKeys keys, ClientFirst first, String nonce) {
    static ScramExchange begin(StoredUser user, ClientFirst first, String serverNonce) {
        return new ScramExchange(user, ScramKeys.of(user), first, first.nonce() + serverNonce);
    }

    /** The first message of the server. */
    String challenge() {
        return "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(keys.salt()) + ",i=" + keys.iterations();
    }

    /**
     * The last message of the server, if the client's last one proves that it knows the password.
     *
     * @param message {@code c=biws,r=NONCE,p=PROOF}
     */
    Optional<String> answer(String message) {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0) {
            return Optional.empty();
        }
        String withoutProof = message.substring(0, proofAt);
        String binding = Base64.getEncoder().encodeToString(first.header().getBytes(StandardCharsets.UTF_8));
        String expected = "c=" + binding + ",r=" + nonce;
        // Optional extensions may follow the nonce.
        if (!withoutProof.equals(expected) && !withoutProof.startsWith(expected + ",")) {
            return Optional.empty();
        }
        byte[] authMessage = (first.bare() + "," + challenge() + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(message.substring(proofAt + 3));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return keys.proves(proof, authMessage)
                ? Optional.of("v=" + Base64.getEncoder().encodeToString(keys.signature(authMessage)))
                : Optional.empty();
    }
}
