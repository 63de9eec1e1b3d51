package io.caracal.security;

import java.util.List;

/**
 * The whole chain at one moment.
 *
 * @param slots the elements in order, each with its state
 */
record Snapshot(List<Slot> slots) {

    /** An element and its state. */
    record Slot(Element element, ElementState state) {}

    Snapshot {
        slots = List.copyOf(slots);
    }

    static Snapshot initial(List<Element> elements) {
        return new Snapshot(elements.stream()
                .map(element -> new Slot(element, element.initialState()))
                .toList());
    }

    /** The same chain with another state of one element. */
    Snapshot with(Element element, ElementState state) {
        return new Snapshot(slots.stream()
                .map(slot -> slot.element() == element ? new Slot(element, state) : slot)
                .toList());
    }

    ElementState stateOf(Element element) {
        for (Slot slot : slots) {
            if (slot.element() == element) {
                return slot.state();
            }
        }
        throw new IllegalArgumentException(element.id() + " is not in this chain");
    }
}
