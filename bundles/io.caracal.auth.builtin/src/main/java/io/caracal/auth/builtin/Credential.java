package io.caracal.auth.builtin;

/** What a password is checked against. */
sealed interface Credential permits PasswordHash, PlainPassword {
    /**
     * True if this is the password; how long it takes does not tell how much of it was right.
     *
     * @param password as the client sent it
     */
    boolean matches(byte[] password);

    /** True if {@link #matches} computes for long and belongs on another thread than an event loop. */
    boolean expensive();
}
