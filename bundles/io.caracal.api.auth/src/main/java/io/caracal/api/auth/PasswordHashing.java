package io.caracal.api.auth;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Computes and compares hashes of passwords: away from the event loops, as many at once as there are processors and memory for, in
 * time that does not tell how much of a password was right. Any thread, never blocks.
 *
 * <p>When too many wait, the calls throw {@link java.util.concurrent.RejectedExecutionException}; let it pass, the client is then
 * rejected with {@code SERVER_UNAVAILABLE}.
 */
@ProviderType
public interface PasswordHashing {
    /**
     * Compares a password with a hash.
     *
     * @param algorithm what the hash was made with
     * @param hash as {@link PasswordAlgorithm.Name} says; hexadecimal digits of either case
     * @param salt as text, empty if there is none; of no meaning where the hash has it in itself (bcrypt, argon2id)
     * @param password as the client sent it; not kept
     * @return whether this is the password. Exceptionally with an {@link IllegalArgumentException} if the hash cannot be one of
     *     this algorithm, or asks for more memory or rounds than the broker grants: a fault of the back end, not of the client. The
     *     message never repeats the hash
     */
    CompletionStage<Boolean> verify(PasswordAlgorithm algorithm, String hash, String salt, byte[] password);

    /** Makes a hash of a password, with a new salt where the algorithm takes one. */
    CompletionStage<PasswordHash> hash(PasswordAlgorithm algorithm, byte[] password);

    /**
     * A hash.
     *
     * @param hash as text
     * @param salt as text; empty if there is none or the hash has it in itself
     */
    record PasswordHash(String hash, String salt) {
        /** Shows nothing of it. */
        @Override
        public String toString() {
            return "PasswordHash[******]";
        }
    }
}
