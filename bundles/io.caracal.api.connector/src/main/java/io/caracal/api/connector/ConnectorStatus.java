package io.caracal.api.connector;

import java.util.Locale;

/**
 * How a connector is.
 *
 * @param state in one word
 * @param reason why, for the operator; empty if it is connected
 */
public record ConnectorStatus(State state, String reason) {
    /** Everything is well. */
    public static final ConnectorStatus CONNECTED = new ConnectorStatus(State.CONNECTED, "");

    /** States of a connector. */
    public enum State {
        /** The last check succeeded. */
        CONNECTED,
        /** Nothing is known yet: it is being made, or its first check is under way. */
        CONNECTING,
        /** It cannot serve, calls fail at once; or it is stopped, disabled, or its type is not installed. */
        DISCONNECTED,
        /** The nodes of a cluster do not agree. */
        INCONSISTENT;

        /** As it is shown, {@code connected}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It cannot serve. */
    public static ConnectorStatus disconnected(String reason) {
        return new ConnectorStatus(State.DISCONNECTED, reason);
    }

    /** Whether calls get through. */
    public boolean connected() {
        return state == State.CONNECTED;
    }

    @Override
    public String toString() {
        return reason.isEmpty() ? state.word() : state.word() + ": " + reason;
    }
}
