package io.caracal.transport;

/**
 * Which listener.
 *
 * @param name unique among the listeners of its type
 */
record ListenerId(ListenerType type, String name) {
    /** Where its settings are, {@code listeners.tcp.default}. */
    String path() {
        return "listeners." + type.key() + "." + name;
    }

    /** As administrators and rules know it, {@code tcp:default}. */
    @Override
    public String toString() {
        return type.key() + ":" + name;
    }
}
