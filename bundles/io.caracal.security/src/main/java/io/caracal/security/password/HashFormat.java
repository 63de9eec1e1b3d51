package io.caracal.security.password;

import io.caracal.api.auth.PasswordHashing.PasswordHash;

/**
 * One way to hash a password. Computes on the calling thread; takes as long for a wrong password as for the right one.
 */
interface HashFormat {
    /**
     * Compares.
     *
     * @throws IllegalArgumentException if the hash is none of this format or asks for more than is granted; never repeats it
     */
    boolean matches(String hash, String salt, byte[] password);

    /** Makes a new hash, with a new salt. */
    PasswordHash make(byte[] password);

    /** Whether it takes so long that it belongs on a thread of its own. */
    boolean expensive();
}
