package io.caracal.api.auth;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The elements of the authentication chain as they are now: for metrics, for the status that an operator sees. Any thread. */
@ProviderType
public interface AuthenticationMonitor {
    /** A snapshot of every element, in the order of the configuration, disabled ones included. */
    List<ElementReport> elements();

    /**
     * One element.
     *
     * @param id {@code password_based:built_in_database}
     * @param mechanism as configured
     * @param backend as configured; empty for a mechanism without back ends
     * @param status whether it serves
     * @param reason with {@link Status#FAILED} what went wrong, with {@link Status#RUNNING} the serving bundle's version, else empty
     * @param counters what it did since the broker's start; an update of the bundle does not reset them
     */
    record ElementReport(
            String id, String mechanism, String backend, Status status, String reason, Counters counters) {}

    /**
     * Calls counted by their outcome.
     *
     * @param success clients accepted
     * @param failed clients rejected by a decision of the authenticator
     * @param nomatch clients left to the next element
     * @param continued steps of an enhanced authentication that asked the client for more
     * @param error calls without a usable decision (exception, time-out, null) and clients rejected because nothing serves
     * @param nanos duration of all calls to the authenticator together
     */
    record Counters(long success, long failed, long nomatch, long continued, long error, long nanos) {}

    /** Whether an element serves; all but {@link #RUNNING} and {@link #DISABLED} reject every client that reaches the element. */
    enum Status {
        RUNNING("running"),
        NOT_INSTALLED("type not installed"),
        FAILED("failed"),
        DISABLED("disabled");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As operators read it. */
        @Override
        public String toString() {
            return text;
        }
    }
}
