package io.caracal.security;

/** The snapshot that clients pass: read without a lock, replaced as a whole. */
final class CurrentChain {
    private volatile Snapshot snapshot;

    CurrentChain(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Snapshot get() {
        return snapshot;
    }

    /** Changes one element; changes of several elements at once do not get in each other's way. */
    synchronized void set(Element element, ElementState state) {
        snapshot = snapshot.with(element, state);
    }
}
