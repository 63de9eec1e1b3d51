package io.caracal.security.password;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Computes what is quick at once and everything else on threads of its own. Nothing is there before it is needed. */
public final class PasswordHasher implements PasswordHashing, AutoCloseable {
    /** The part of the heap that all hashes under way may take together. */
    private static final int PART_OF_HEAP = 4;

    /** What one may always take: the default of new hashes. */
    private static final int LEAST_KILOBYTES = 20 * 1024;

    private final Salts salts = new Salts();
    private final HashingThreads threads = new HashingThreads();
    private final int mostKilobytes =
            (int) Math.max(LEAST_KILOBYTES, Runtime.getRuntime().maxMemory() / 1024 / PART_OF_HEAP / threads.count());

    @Override
    public CompletionStage<Boolean> verify(PasswordAlgorithm algorithm, String hash, String salt, byte[] password) {
        HashFormat format = format(algorithm);
        return compute(format, () -> format.matches(hash, salt, password));
    }

    @Override
    public CompletionStage<PasswordHash> hash(PasswordAlgorithm algorithm, byte[] password) {
        HashFormat format = format(algorithm);
        return compute(format, () -> format.make(password));
    }

    private <T> CompletionStage<T> compute(HashFormat format, Supplier<T> computation) {
        return format.expensive() ? CompletableFuture.supplyAsync(computation, threads::execute) : atOnce(computation);
    }

    private static <T> CompletionStage<T> atOnce(Supplier<T> computation) {
        try {
            return CompletableFuture.completedFuture(computation.get());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HashFormat format(PasswordAlgorithm algorithm) {
        return switch (algorithm.name()) {
            case PLAIN -> new PlainFormat(algorithm.saltPosition());
            case MD5 -> new DigestFormat("MD5", algorithm.saltPosition(), salts);
            case SHA -> new DigestFormat("SHA-1", algorithm.saltPosition(), salts);
            case SHA256 -> new DigestFormat("SHA-256", algorithm.saltPosition(), salts);
            case SHA512 -> new DigestFormat("SHA-512", algorithm.saltPosition(), salts);
            case BCRYPT -> new BcryptFormat(algorithm.saltRounds(), salts);
            case PBKDF2 ->
                new Pbkdf2Format(algorithm.macFun(), algorithm.iterations().orElseThrow(), algorithm.dkLength(), salts);
            case ARGON2ID ->
                new Argon2Format(
                        new Argon2Format.Costs(
                                (int) (algorithm.memory().value() / 1024),
                                algorithm.iterations().orElse(2),
                                algorithm.parallelism()),
                        mostKilobytes,
                        salts);
        };
    }

    /** Hashes that nobody has computed yet are given up. */
    @Override
    public void close() {
        threads.close();
    }
}
