package io.caracal.security;

import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationAdministration.Explanation;
import io.caracal.api.auth.AuthorizationAdministration.KnownClient;
import io.caracal.api.auth.AuthorizationAdministration.Outcome;
import io.caracal.api.auth.AuthorizationAdministration.Question;
import io.caracal.api.auth.AuthorizationAdministration.SourceReport;
import io.caracal.api.auth.AuthorizationAdministration.Step;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizerFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Tells administrators what would be decided and why. */
final class Explaining {
    static final String CLIENT_ACL = "client_acl";
    private static final String SUPERUSER = "superuser";

    private final Supplier<List<Source>> sources;
    private final boolean otherwise;

    Explaining(Supplier<List<Source>> sources, boolean otherwise) {
        this.sources = sources;
        this.otherwise = otherwise;
    }

    CompletableFuture<Explanation> explain(Question question) {
        KnownClient client = question.client();
        if (client.superuser()) {
            return decided(new Explanation(
                    true, SUPERUSER, "", List.of(new Step(SUPERUSER, Outcome.ALLOW, "", Duration.ZERO))));
        }
        AuthorizationRequest request = new AuthorizationRequest(
                client.facts(), false, question.action(), question.topic(), question.qos(), question.retain());
        List<Step> steps = new CopyOnWriteArrayList<>();
        if (!client.acl().isEmpty()) {
            Step own = own(client, request);
            steps.add(own);
            if (own.outcome() != Outcome.NOMATCH) {
                return decided(new Explanation(own.outcome() == Outcome.ALLOW, CLIENT_ACL, own.detail(), steps));
            }
        }
        SourceCounters nowhere = new SourceCounters();
        return new SourceWalk(sources, request, otherwise, _ -> nowhere, steps)
                .go()
                .thenApply(ruling -> new Explanation(ruling.allowed(), ruling.by(), ruling.rule(), steps));
    }

    private static Step own(KnownClient client, AuthorizationRequest request) {
        long begun = System.nanoTime();
        try {
            return switch (AclRules.of(client.acl()).decide(request)) {
                case Authorization.Allow(String rule) -> step(Outcome.ALLOW, rule, begun);
                case Authorization.Deny(String rule) -> step(Outcome.DENY, rule, begun);
                case Authorization.Next _ -> step(Outcome.NOMATCH, "", begun);
            };
        } catch (IllegalStateException e) {
            return step(Outcome.ERROR, String.valueOf(e.getMessage()), begun);
        }
    }

    private static Step step(Outcome outcome, String detail, long begun) {
        return new Step(CLIENT_ACL, outcome, detail, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static CompletableFuture<Explanation> decided(Explanation explanation) {
        return CompletableFuture.completedFuture(explanation);
    }

    static SourceReport report(Source source) {
        return switch (source.state()) {
            case ElementState.Running<LiveAuthorizer, AuthorizerFactory<?>>(var _, var candidate) ->
                report(source, Status.RUNNING, candidate.version().toString());
            case ElementState.Failed<LiveAuthorizer, AuthorizerFactory<?>>(String reason) ->
                report(source, Status.FAILED, reason);
            case ElementState.NotInstalled<LiveAuthorizer, AuthorizerFactory<?>> _ ->
                report(source, Status.NOT_INSTALLED, "");
            case ElementState.Disabled<LiveAuthorizer, AuthorizerFactory<?>> _ -> report(source, Status.DISABLED, "");
        };
    }

    private static SourceReport report(Source source, Status status, String reason) {
        return new SourceReport(
                source.id(),
                source.settings().enable(),
                status,
                reason,
                source.counters().read());
    }
}
