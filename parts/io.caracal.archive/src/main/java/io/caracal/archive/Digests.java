package io.caracal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies bytes and says how many there were and what their digest is. */
final class Digests {
    private static final int BLOCK = 1 << 16;

    private Digests() {}

    record Copied(long size, String sha256) {}

    /** @param most more bytes than these end the copy with an {@link ArchiveException} */
    static Copied copy(InputStream in, OutputStream out, long most, String name) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        long size = 0;
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            size += count;
            if (size > most) {
                throw new ArchiveException(name + " has more bytes than the " + most + " that its " + Manifest.NAME
                        + " names; it is damaged");
            }
            digest.update(block, 0, count);
            out.write(block, 0, count);
        }
        return new Copied(size, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
