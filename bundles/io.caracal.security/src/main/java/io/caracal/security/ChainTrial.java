package io.caracal.security;

import io.caracal.api.auth.AuthenticationAdministration.Outcome;
import io.caracal.api.auth.AuthenticationAdministration.Step;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticationResult.Reject;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.security.precondition.Precondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A walk through a chain that keeps account of what each element says, and leaves nothing behind. */
final class ChainTrial {
    private final List<Element> elements;
    private final AuthenticationRequest request;
    private final List<Step> steps = new ArrayList<>();
    private boolean methodKnown;

    ChainTrial(List<Element> elements, AuthenticationRequest request) {
        this.elements = elements;
        this.request = request;
    }

    /** How it came out. */
    record Decision(AuthenticationResult result, List<Step> steps) {}

    CompletableFuture<Decision> run() {
        return from(0).thenApply(result -> {
            for (int i = steps.size(); i < elements.size(); i++) {
                steps.add(new Step(elements.get(i).id(), Outcome.NOT_ASKED, "", 0));
            }
            return new Decision(result, steps);
        });
    }

    private CompletableFuture<AuthenticationResult> from(int place) {
        if (place == elements.size()) {
            boolean unknownMethod = request.method().isPresent() && !methodKnown;
            return decided(AuthenticationResult.reject(
                    unknownMethod ? Reason.BAD_AUTHENTICATION_METHOD : Reason.NOT_AUTHORIZED));
        }
        Element element = elements.get(place);
        return ask(element).thenCompose(result -> result instanceof Next ? from(place + 1) : decided(result));
    }

    private CompletableFuture<AuthenticationResult> ask(Element element) {
        ElementSettings settings = element.settings();
        if (element.state() instanceof ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>>) {
            return passed(element, Outcome.DISABLED, "");
        }
        if (settings.precondition().isPresent()
                && !settings.precondition().get().holds(request.facts())) {
            return passed(
                    element,
                    Outcome.PRECONDITION_NOT_MET,
                    settings.precondition().map(Precondition::toString).orElse(""));
        }
        LiveAuthenticator authenticator = element.serving().orElse(null);
        if (authenticator == null) {
            steps.add(new Step(element.id(), Outcome.NOT_RUNNING, element.reason(), 0));
            return decided(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
        }
        if (request.method().isPresent()) {
            if (!authenticator.serves(request.method().get())) {
                return passed(element, Outcome.OTHER_METHOD, "");
            }
            methodKnown = true;
        }
        return call(element, authenticator);
    }

    private CompletableFuture<AuthenticationResult> call(Element element, LiveAuthenticator authenticator) {
        ElementCounters counters = new ElementCounters();
        StringBuffer problem = new StringBuffer();
        CallWatch watch = new CallWatch(counters, (what, _) -> problem.append(what));
        CompletableFuture<AuthenticationResult> answer = authenticator.authenticate(request, watch);
        if (answer == null) {
            // Retired since the look at its state; its successor is there.
            return ask(element);
        }
        return answer.thenApply(result -> {
            boolean failed = counters.error.sum() > 0;
            steps.add(new Step(
                    element.id(),
                    failed ? result instanceof Next ? Outcome.FAILURE_IGNORED : Outcome.FAILED : outcome(result),
                    problem.isEmpty() ? reason(result) : problem.toString(),
                    counters.nanos.sum()));
            if (result instanceof Continue(byte[] _, OpenStep open)) {
                open.drop();
            }
            return result;
        });
    }

    private static Outcome outcome(AuthenticationResult result) {
        return switch (result) {
            case Accept _ -> Outcome.ACCEPTED;
            case Reject _ -> Outcome.REJECTED;
            case Next _ -> Outcome.NO_MATCH;
            case Continue _ -> Outcome.CHALLENGED;
        };
    }

    private static String reason(AuthenticationResult result) {
        return result instanceof Reject(Reason reason) ? reason.name().toLowerCase(Locale.ROOT) : "";
    }

    private CompletableFuture<AuthenticationResult> passed(Element element, Outcome outcome, String reason) {
        steps.add(new Step(element.id(), outcome, reason, 0));
        return decided(AuthenticationResult.next());
    }

    private static CompletableFuture<AuthenticationResult> decided(AuthenticationResult result) {
        return CompletableFuture.completedFuture(result);
    }
}
