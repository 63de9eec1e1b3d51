package io.caracal.security;

/** Whether an element serves. Everything but {@link Running} and {@link Disabled} rejects whoever reaches the element. */
sealed interface ElementState {

    /**
     * It serves.
     *
     * @param authenticator what is asked
     * @param candidate the factory that made it
     */
    record Running(LiveAuthenticator authenticator, Candidate candidate) implements ElementState {}

    /** No bundle brings its type. */
    record NotInstalled() implements ElementState {}

    /**
     * A bundle brings its type, but nothing could be made of it.
     *
     * @param reason for the operator; text only, since an exception would hold on to the bundle's classes
     */
    record Failed(String reason) implements ElementState {}

    /** Passed over by configuration. */
    record Disabled() implements ElementState {}
}
