package io.caracal.security;

/**
 * An element of a chain, as what keeps it served sees it.
 *
 * @param <L> what serves it
 * @param <F> what makes that
 */
interface SupervisedElement<L, F> {
    /** What ties it to factories. */
    String id();

    /** Read by clients on their way, without a lock. */
    ElementState<L, F> state();

    /** Changed by the element's supervisor alone. */
    void state(ElementState<L, F> next);
}
