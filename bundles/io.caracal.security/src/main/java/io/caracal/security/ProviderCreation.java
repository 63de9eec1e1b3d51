package io.caracal.security;

/**
 * Makes what serves an element, in bounded time.
 *
 * @param <L> what serves
 * @param <F> what makes it
 */
interface ProviderCreation<L, F> {
    Outcome<L> create(Candidate<F> candidate);

    /** What became of it. */
    sealed interface Outcome<L> {
        /** It serves as soon as it is put into the chain. */
        record Created<L>(L live) implements Outcome<L> {}

        /** It does not, with the reason for the operator. */
        record Failed<L>(String reason) implements Outcome<L> {}
    }
}
