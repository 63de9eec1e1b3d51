package io.caracal.rest.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA512, as PHC strings {@code $pbkdf2-sha512$i=210000$SALT$HASH}: what the JDK has of the current ones. */
final class PasswordHash {
    /** What OWASP's cheat sheet on password storage asks for. */
    private static final int ITERATIONS = 210_000;

    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int LONGEST = 500;
    private static final int BYTES = 64;
    private static final int SALT_BYTES = 16;
    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2-sha512\\$i=(\\d{4,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha512$i=" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, ITERATIONS, salt, BYTES));
    }

    /** Whether it is a hash that can be compared with, at a cost that is bearable. */
    static boolean isOne(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                && Integer.parseInt(form.group(1)) <= MOST_ITERATIONS
                && text.length() <= LONGEST
                && decodes(form.group(2))
                && decodes(form.group(3));
    }

    private static boolean decodes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static boolean matches(String hash, String password) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            throw new IllegalStateException("a stored password hash has an unknown form");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(3));
        byte[] salt = Base64.getDecoder().decode(form.group(2));
        return MessageDigest.isEqual(
                expected, derive(password, Integer.parseInt(form.group(1)), salt, expected.length));
    }

    private static byte[] derive(String password, int iterations, byte[] salt, int length) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 8 * length);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot compute PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
