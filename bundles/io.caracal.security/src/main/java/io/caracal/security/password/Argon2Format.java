package io.caracal.security.password;

import io.caracal.api.auth.PasswordHashing.PasswordHash;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) as {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. */
final class Argon2Format implements HashFormat {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int LENGTH = 32;
    private static final int LEAST_HASH = 12;
    private static final int MOST_PASSES = 64;

    private final Costs costs;
    private final int mostKilobytes;
    private final Salts salts;

    /** What one hash takes. */
    record Costs(int kilobytes, int passes, int lanes) {}

    /** @param mostKilobytes how much memory one hash may take, whatever it says */
    Argon2Format(Costs costs, int mostKilobytes, Salts salts) {
        this.costs = costs;
        this.mostKilobytes = mostKilobytes;
        this.salts = salts;
    }

    @Override
    public boolean matches(String hash, String salt, byte[] password) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            throw new IllegalArgumentException("a hash of " + hash.length()
                    + " characters was given, expected $argon2id$v=19$m=KILOBYTES,t=PASSES,p=LANES$SALT$HASH");
        }
        Costs own = new Costs(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        byte[] stored = Base64.getDecoder().decode(form.group(5));
        if (stored.length < LEAST_HASH) {
            throw new IllegalArgumentException(
                    "a hash of " + stored.length + " bytes was given, expected at least " + LEAST_HASH);
        }
        byte[] computed = compute(own, Base64.getDecoder().decode(form.group(4)), password, stored.length);
        return MessageDigest.isEqual(stored, computed);
    }

    @Override
    public PasswordHash make(byte[] password) {
        byte[] salt = salts.next();
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash(
                "$argon2id$v=19$m=" + costs.kilobytes() + ",t=" + costs.passes() + ",p=" + costs.lanes() + "$"
                        + base64.encodeToString(salt) + "$"
                        + base64.encodeToString(compute(costs, salt, password, LENGTH)),
                "");
    }

    @Override
    public boolean expensive() {
        return true;
    }

    private byte[] compute(Costs wanted, byte[] salt, byte[] password, int length) {
        if (wanted.kilobytes() > mostKilobytes) {
            throw new IllegalArgumentException("a hash that takes " + wanted.kilobytes()
                    + " KB of memory was given, expected at most " + mostKilobytes
                    + " KB with the memory that this broker has; give the JVM more or make the hashes with less");
        }
        if (wanted.passes() < 1
                || wanted.passes() > MOST_PASSES
                || wanted.lanes() < 1
                || wanted.kilobytes() < 8 * wanted.lanes()) {
            throw new IllegalArgumentException("a hash by argon2id with t=" + wanted.passes() + ", p="
                    + wanted.lanes() + ", m=" + wanted.kilobytes() + " was given, expected t of 1 to " + MOST_PASSES
                    + " and m of at least 8 times p");
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(wanted.kilobytes())
                .withIterations(wanted.passes())
                .withParallelism(wanted.lanes())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }
}
