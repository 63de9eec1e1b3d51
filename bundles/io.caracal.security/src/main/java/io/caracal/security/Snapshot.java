package io.caracal.security;

import java.util.ArrayList;
import java.util.List;

/**
 * The whole chain at one moment.
 *
 * @param elements in order; the same list in every snapshot of a chain, and all that a client on its way keeps, since states lead
 *     to the bundles that serve
 * @param states of the elements, by position
 */
record Snapshot(List<Element> elements, List<ElementState> states) {
    Snapshot {
        elements = List.copyOf(elements);
        states = List.copyOf(states);
    }

    static Snapshot initial(List<Element> elements) {
        return new Snapshot(
                elements, elements.stream().map(Element::initialState).toList());
    }

    /** The same chain with another state of one element. */
    Snapshot with(Element element, ElementState state) {
        List<ElementState> changed = new ArrayList<>(states);
        changed.set(elements.indexOf(element), state);
        return new Snapshot(elements, changed);
    }

    ElementState stateOf(Element element) {
        return states.get(elements.indexOf(element));
    }
}
