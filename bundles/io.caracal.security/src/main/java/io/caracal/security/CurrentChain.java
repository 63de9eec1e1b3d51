package io.caracal.security;

import java.util.List;

/** The elements that clients pass, in order: read without a lock, replaced as a whole. */
final class CurrentChain {
    private volatile List<Element> elements;

    CurrentChain(List<Element> elements) {
        this.elements = List.copyOf(elements);
    }

    /** The same list as long as the chain is the same. */
    List<Element> get() {
        return elements;
    }

    void set(List<Element> others) {
        elements = List.copyOf(others);
    }
}
