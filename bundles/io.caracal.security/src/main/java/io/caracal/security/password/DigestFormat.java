package io.caracal.security.password;

import io.caracal.api.auth.PasswordAlgorithm.SaltPosition;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A message digest of salt and password, in hexadecimal digits. */
final class DigestFormat implements HashFormat {
    private final String digest;
    private final SaltPosition position;
    private final Salts salts;

    /** @param digest as Java names it */
    DigestFormat(String digest, SaltPosition position, Salts salts) {
        this.digest = digest;
        this.position = position;
        this.salts = salts;
    }

    @Override
    public boolean matches(String hash, String salt, byte[] password) {
        byte[] computed = compute(salt, password);
        return MessageDigest.isEqual(Hex.bytes(hash, computed.length), computed);
    }

    @Override
    public PasswordHash make(byte[] password) {
        String salt = position == SaltPosition.DISABLE ? "" : salts.nextText();
        return new PasswordHash(Hex.text(compute(salt, password)), salt);
    }

    private byte[] compute(String salt, byte[] password) {
        byte[] grain = salt.getBytes(StandardCharsets.UTF_8);
        try {
            MessageDigest computing = MessageDigest.getInstance(digest);
            if (position == SaltPosition.PREFIX) {
                computing.update(grain);
            }
            computing.update(password);
            if (position == SaltPosition.SUFFIX) {
                computing.update(grain);
            }
            return computing.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + digest, e);
        }
    }

    @Override
    public boolean expensive() {
        return false;
    }
}
