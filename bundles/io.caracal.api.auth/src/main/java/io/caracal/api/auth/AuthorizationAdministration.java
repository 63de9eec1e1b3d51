package io.caracal.api.auth;

import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.AuthorizationRequest.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The authorization chain for administrators. The sources themselves are configuration: section {@code authorization}. Any thread. */
@ProviderType
public interface AuthorizationAdministration {
    /** A snapshot of every source, in the order of the configuration, disabled ones included. */
    List<SourceReport> sources();

    /**
     * Tells what would be decided and why, without touching a cache or a counter. Sources behind the one that decides are not asked.
     *
     * @return never completes exceptionally; in the time of the questions asked
     */
    CompletionStage<Explanation> explain(Question question);

    /** What is known of a client that is connected or whose session is kept; empty if there is none of that identifier. */
    Optional<KnownClient> client(String clientId);

    /** The decisions cached for a client; empty if it is not known. */
    Optional<List<CachedDecision>> cached(String clientId);

    /** Forgets the cached decisions of all clients, at once. */
    void cleanCaches();

    /**
     * Forgets the cached decisions of one client, at once.
     *
     * @return false if it is not known
     */
    boolean cleanCache(String clientId);

    /**
     * One source.
     *
     * @param type also its id, {@code built_in_database}
     * @param enable whether it is asked
     * @param status whether it serves; all but running and disabled deny whoever reaches it
     * @param reason with {@code FAILED} what went wrong, with {@code RUNNING} the serving bundle's version, else empty
     * @param counters what it did since the broker's start
     */
    record SourceReport(String type, boolean enable, Status status, String reason, Counters counters) {}

    /**
     * Questions to a source, counted by their outcome.
     *
     * @param nomatch left to the next source
     * @param error without a usable decision (exception, time-out, null), and those denied because nothing serves
     * @param nanos duration of all of them together
     */
    record Counters(long allow, long deny, long nomatch, long error, long nanos) {}

    /**
     * A client of which the chain knows.
     *
     * @param acl its own rules
     */
    record KnownClient(ClientFacts facts, boolean superuser, List<AclRule> acl) {
        public KnownClient {
            acl = List.copyOf(acl);
        }
    }

    /** What a client, present or imagined, would do. */
    record Question(KnownClient client, Action action, String topic, int qos, boolean retain) {}

    /**
     * Why something is allowed or denied.
     *
     * @param allowed the decision
     * @param decidedBy {@code superuser}, {@code client_acl}, the type of a source, or {@code no_match}
     * @param rule the text of the rule that decided; empty if there is none to tell
     * @param steps what was asked, in order, the one that decided last
     */
    record Explanation(boolean allowed, String decidedBy, String rule, List<Step> steps) {
        public Explanation {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What one of those asked said.
     *
     * @param by as {@link Explanation#decidedBy}
     * @param outcome what it said
     * @param detail the text of the rule, or what went wrong
     * @param took how long that took
     */
    record Step(String by, Outcome outcome, String detail, Duration took) {}

    /** What came of a step. */
    enum Outcome {
        ALLOW,
        DENY,
        /** Nothing in it is about the question. */
        NOMATCH,
        /** It is disabled, and was passed over. */
        DISABLED,
        /** It gave no usable decision, or nothing serves it; that denies. */
        ERROR
    }

    /** A decision that is remembered for a client. */
    record CachedDecision(Action action, String topic, int qos, boolean retain, boolean allowed, Duration age) {}
}
