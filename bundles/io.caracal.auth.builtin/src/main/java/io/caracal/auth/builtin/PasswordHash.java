package io.caracal.auth.builtin;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted hash by PBKDF2 (RFC 8018), written as a PHC string: {@code $pbkdf2-sha512$i=210000$SALT$HASH}, salt and hash in Base64
 * without padding.
 *
 * <p>A password is text in UTF-8 here, as for every tool that makes such hashes; the bytes of a client that are none match nothing.
 */
final class PasswordHash implements Credential {
    static final int MIN_ITERATIONS = 10_000;
    static final int MAX_ITERATIONS = 10_000_000;

    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2-(\\w+)\\$i=(\\d{1,10})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final String EXPECTED =
            "expected $pbkdf2-sha256$i=ITERATIONS$SALT$HASH or $pbkdf2-sha512$…, salt and hash in Base64 without padding";

    private final Algorithm algorithm;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(Algorithm algorithm, int iterations, byte[] salt, byte[] hash) {
        this.algorithm = algorithm;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** The pseudo-random functions, with the number of iterations that OWASP's cheat sheet on password storage asks for. */
    enum Algorithm {
        SHA256("sha256", "PBKDF2WithHmacSHA256", 32, 600_000),
        SHA512("sha512", "PBKDF2WithHmacSHA512", 64, 210_000);

        private final String id;
        private final String jdkName;
        private final int length;
        private final int usualIterations;

        Algorithm(String id, String jdkName, int length, int usualIterations) {
            this.id = id;
            this.jdkName = jdkName;
            this.length = length;
            this.usualIterations = usualIterations;
        }

        static Algorithm of(String id) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.id.equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("algorithm " + id + " was given, expected sha256 or sha512"));
        }

        int usualIterations() {
            return usualIterations;
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException naming what is wrong; never repeats the hash
     */
    static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters was given, " + EXPECTED);
        }
        Algorithm algorithm = Algorithm.of(form.group(1));
        int iterations = iterations(Long.parseLong(form.group(2)));
        byte[] salt = bytes("salt", form.group(3), 8, 64);
        return new PasswordHash(algorithm, iterations, salt, bytes("hash", form.group(4), 16, algorithm.length));
    }

    /**
     * Hashes a password.
     *
     * @param salt 8 to 64 bytes, random
     */
    static PasswordHash of(String password, Algorithm algorithm, int iterations, byte[] salt) {
        byte[] hash = derive(password.toCharArray(), algorithm, iterations(iterations), salt, algorithm.length);
        return new PasswordHash(algorithm, iterations, salt.clone(), hash);
    }

    @Override
    public boolean matches(byte[] password) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password));
        } catch (CharacterCodingException _) {
            return false;
        }
        char[] chars = new char[text.remaining()];
        text.get(chars);
        return MessageDigest.isEqual(hash, derive(chars, algorithm, iterations, salt, hash.length));
    }

    @Override
    public boolean expensive() {
        return true;
    }

    /** The written form. */
    String format() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-" + algorithm.id + "$i=" + iterations + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    private static byte[] derive(char[] password, Algorithm algorithm, int iterations, byte[] salt, int length) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 8 * length);
        try {
            return SecretKeyFactory.getInstance(algorithm.jdkName)
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot compute " + algorithm.jdkName, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(password, '\0');
        }
    }

    private static int iterations(long given) {
        if (given < MIN_ITERATIONS || given > MAX_ITERATIONS) {
            throw new IllegalArgumentException(given + " iterations were given, expected " + MIN_ITERATIONS + " to "
                    + MAX_ITERATIONS + ": fewer protect too little, more keep a processor busy for seconds");
        }
        return (int) given;
    }

    private static byte[] bytes(String what, String text, int min, int max) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + what + " is not Base64; " + EXPECTED, e);
        }
        if (bytes.length < min || bytes.length > max) {
            throw new IllegalArgumentException(
                    "a " + what + " of " + bytes.length + " bytes was given, expected " + min + " to " + max);
        }
        return bytes;
    }
}
