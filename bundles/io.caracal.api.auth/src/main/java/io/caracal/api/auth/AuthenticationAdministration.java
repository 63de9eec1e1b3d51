package io.caracal.api.auth;

import io.caracal.api.auth.AuthenticationMonitor.ElementReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The authentication chains for administrators, besides their configuration: what the elements do, their users, and what they would
 * decide. A chain is known by the id of its listener ({@code tcp:default}); that of the broker by an empty text. Any thread.
 */
@ProviderType
public interface AuthenticationAdministration {
    /** The elements of a chain in their order; empty if the listener goes by the chain of the broker. */
    List<ElementReport> elements(String chain);

    /** The users of an element; empty if there is no such element, or it keeps none, or does not run. */
    Optional<UserAdministration> users(String chain, String element);

    /**
     * Asks the chain that serves the request's listener what it would decide, without effect on metrics and on anything else but what
     * the back ends themselves count. Each element is asked in the place that it has; behind the first that decides, none is.
     */
    CompletionStage<Trial> tryOut(AuthenticationRequest request);

    /**
     * What a chain would decide.
     *
     * @param chain the chain that was asked
     * @param decision {@code Accept}, {@code Reject} or {@code Continue}
     * @param steps element by element
     */
    record Trial(String chain, AuthenticationResult decision, List<Step> steps) {
        public Trial {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What one element said.
     *
     * @param element its id
     * @param outcome what it said
     * @param reason why, for the operator; may be empty
     * @param nanos how long it took
     */
    record Step(String element, Outcome outcome, String reason, long nanos) {}

    /** What an element says, or why it says nothing. */
    enum Outcome {
        ACCEPTED,
        REJECTED,
        /** It does not know the client. */
        NO_MATCH,
        /** It asks for more; a trial does not go on from there. */
        CHALLENGED,
        /** Its back end failed, which rejects. */
        FAILED,
        /** Its back end failed, which {@code ignore_backend_failures} passes over. */
        FAILURE_IGNORED,
        /** It does not serve: no bundle brings its type, or it could not start. It rejects. */
        NOT_RUNNING,
        DISABLED,
        PRECONDITION_NOT_MET,
        /** It does not serve the client's authentication method. */
        OTHER_METHOD,
        /** An element before it has decided. */
        NOT_ASKED
    }
}
