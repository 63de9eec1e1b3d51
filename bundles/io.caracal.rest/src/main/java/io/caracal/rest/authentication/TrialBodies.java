package io.caracal.rest.authentication;

import io.caracal.api.auth.AuthenticationAdministration.Step;
import io.caracal.api.auth.AuthenticationAdministration.Trial;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reject;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a dry run is given and what it tells. */
final class TrialBodies {
    private TrialBodies() {}

    /** A client as it would connect. */
    public record TrialBody(
            @Describe(value = "The client identifier.", example = "sensor-1", min = 1, max = 65_535)
            String clientid,

            @Describe(value = "The user name.", example = "kay", max = 65_535) @Nullable
            String username,

            @Describe(value = "The password.", example = "a long secret", max = 65_535) @Nullable
            String password,

            @Describe("The address that it comes from; 127.0.0.1 if nothing is said.") @Nullable
            String peerhost,

            @Describe(value = "The port that it comes from.", min = 1, max = 65_535) @Nullable
            Integer peerport,

            @Describe("The listener that it comes in by; tcp:default if nothing is said.") @Nullable
            String listener,

            @Describe("The zone of the listener; default if nothing is said.") @Nullable
            String zone) {
        AuthenticationRequest request() {
            ClientFacts facts = new ClientFacts(
                    clientid,
                    Optional.ofNullable(username),
                    Optional.ofNullable(password).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                    peer(),
                    Optional.ofNullable(listener).orElse("tcp:default"),
                    Optional.ofNullable(zone).orElse(ClientFacts.DEFAULT_ZONE),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            return new AuthenticationRequest(facts, 5, Optional.empty(), new byte[0], false);
        }

        private InetSocketAddress peer() {
            int port = Optional.ofNullable(peerport).orElse(50_000);
            if (peerhost == null) {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            }
            try {
                return new InetSocketAddress(InetAddress.ofLiteral(peerhost), port);
            } catch (IllegalArgumentException e) {
                throw RestException.badRequest(
                        "peerhost: given \"" + peerhost + "\", expected an address such as 192.0.2.1");
            }
        }
    }

    /** What the chain would decide. */
    public record TrialView(
            @Describe("The listener whose chain was asked; empty for the chain of the broker.")
            String chain,

            @Describe("accept, reject or continue.") String result,
            @Describe("Why it is rejected.") @Nullable String reason,

            @Describe("Whether the client would be free of authorization checks.") @Nullable
            Boolean isSuperuser,

            @Describe("Its attributes.") @Nullable Map<String, String> clientAttrs,

            @Describe("When its connection would end.") @Nullable
            Instant expireAt,

            @Describe("The client identifier that it would get.") @Nullable
            String clientidOverride,

            @Describe("How many rules of its own it would bring.") @Nullable
            Integer aclRules,

            @Describe("Element by element.") List<StepView> elements) {
        static TrialView of(Trial trial) {
            List<StepView> steps = trial.steps().stream().map(StepView::of).toList();
            return switch (trial.decision()) {
                case Accept accept ->
                    new TrialView(
                            trial.chain(),
                            "accept",
                            null,
                            accept.superuser(),
                            accept.attributes(),
                            accept.expiry().orElse(null),
                            accept.clientIdOverride().orElse(null),
                            accept.acl().size(),
                            steps);
                case Reject reject ->
                    without(trial, "reject", reject.reason().name().toLowerCase(Locale.ROOT), steps);
                case Continue _ -> without(trial, "continue", null, steps);
                case Next _ -> without(trial, "reject", "not_authorized", steps);
            };
        }

        private static TrialView without(Trial trial, String result, @Nullable String reason, List<StepView> steps) {
            return new TrialView(trial.chain(), result, reason, null, null, null, null, null, steps);
        }
    }

    /** What one element would say. */
    public record StepView(
            @Describe("Its id.") String id,

            @Describe(
                    "accepted, rejected, no_match, challenged, failed, failure_ignored, not_running, disabled, precondition_not_met, other_method or not_asked.")
            String outcome,

            @Describe("Why.") String reason,
            @Describe("How long it took, in microseconds.") long micros) {
        static StepView of(Step step) {
            return new StepView(
                    step.element(), step.outcome().name().toLowerCase(Locale.ROOT), step.reason(), step.nanos() / 1000);
        }
    }
}
