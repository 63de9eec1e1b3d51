package io.caracal.security;

/**
 * Whether an element serves. Everything but {@link Running} and {@link Disabled} refuses whoever reaches the element.
 *
 * @param <L> what serves
 * @param <F> what makes it
 */
sealed interface ElementState<L, F> {

    /**
     * It serves.
     *
     * @param live what is asked
     * @param candidate the factory that made it
     */
    record Running<L, F>(L live, Candidate<F> candidate) implements ElementState<L, F> {}

    /** No bundle brings its type. */
    record NotInstalled<L, F>() implements ElementState<L, F> {}

    /**
     * A bundle brings its type, but nothing could be made of it.
     *
     * @param reason for the operator; text only, since an exception would hold on to the bundle's classes
     */
    record Failed<L, F>(String reason) implements ElementState<L, F> {}

    /** Passed over by configuration. */
    record Disabled<L, F>() implements ElementState<L, F> {}
}
