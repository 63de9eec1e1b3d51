package io.caracal.security;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationAdministration.Outcome;
import io.caracal.api.auth.AuthorizationAdministration.Step;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.security.AuthorizerCall.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One question on its way along the sources: the first that allows or denies decides; a source that gives no decision denies. */
final class SourceWalk {
    private final Supplier<List<Source>> chain;
    private final AuthorizationRequest request;
    private final boolean otherwise;
    private final Function<Source, SourceCounters> counters;
    private final @Nullable List<Step> steps;
    private final CompletableFuture<Ruling> ruling = new CompletableFuture<>();
    private List<Source> sources;

    /**
     * What came of it.
     *
     * @param failed whether it is a denial because something did not work, which may work the next time
     * @param by what decided
     * @param rule the text of the rule; what went wrong, if it failed
     */
    record Ruling(boolean allowed, boolean failed, String by, String rule) {}

    /**
     * @param otherwise what holds if no source decides
     * @param steps where each step is told; null if nobody wants to know
     */
    SourceWalk(
            Supplier<List<Source>> chain,
            AuthorizationRequest request,
            boolean otherwise,
            Function<Source, SourceCounters> counters,
            @Nullable List<Step> steps) {
        this.chain = chain;
        this.request = request;
        this.otherwise = otherwise;
        this.counters = counters;
        this.steps = steps;
        this.sources = chain.get();
    }

    /** Completed already if every source that was asked answered at once. */
    CompletableFuture<Ruling> go() {
        from(0);
        return ruling;
    }

    private void from(int first) {
        int index = first;
        while (index < sources.size()) {
            Source source = sources.get(index);
            index++;
            long begun = steps == null ? 0 : System.nanoTime();
            CompletableFuture<Answer> answer = ask(source);
            if (answer == null) {
                if (sources != chain.get()) {
                    // It left the chain: the sources that are in force now are asked instead.
                    sources = chain.get();
                    if (steps != null) {
                        steps.clear();
                    }
                    index = 0;
                }
                continue;
            }
            if (!answer.isDone()) {
                int next = index;
                answer.whenComplete((said, _) -> {
                    if (!decided(source, said, begun)) {
                        from(next);
                    }
                });
                return;
            }
            if (decided(source, answer.resultNow(), begun)) {
                return;
            }
        }
        ruling.complete(new Ruling(otherwise, false, "no_match", ""));
    }

    /** The answer of a source; null if it has no say, or is not in the chain any more. */
    private @Nullable CompletableFuture<Answer> ask(Source source) {
        while (true) {
            switch (source.state()) {
                case ElementState.Disabled<LiveAuthorizer, AuthorizerFactory<?>> _ -> {
                    step(source, Outcome.DISABLED, "", System.nanoTime());
                    return null;
                }
                case ElementState.NotInstalled<LiveAuthorizer, AuthorizerFactory<?>> _ -> {
                    return refused(source, "no bundle brings this type");
                }
                case ElementState.Failed<LiveAuthorizer, AuthorizerFactory<?>>(String reason) -> {
                    return refused(source, reason);
                }
                case ElementState.Running<LiveAuthorizer, AuthorizerFactory<?>>(var authorizer, var _) -> {
                    CompletableFuture<Answer> answer = authorizer.authorize(request, counters.apply(source));
                    if (answer != null) {
                        return answer;
                    }
                    // Retired since the look at its state, which is done after its successor was put there: look again.
                }
            }
        }
    }

    private @Nullable CompletableFuture<Answer> refused(Source source, String why) {
        // A source that left the chain fails afterwards, so the look at the chain comes second.
        if (sources != chain.get()) {
            return null;
        }
        counters.apply(source).error.increment();
        return CompletableFuture.completedFuture(Answer.failed(why));
    }

    private boolean decided(Source source, Answer answer, long begun) {
        boolean failed = !answer.failure().isEmpty();
        switch (answer.decision()) {
            case Authorization.Next _ -> {
                step(source, Outcome.NOMATCH, "", begun);
                return false;
            }
            case Authorization.Allow(String rule) -> {
                step(source, Outcome.ALLOW, rule, begun);
                ruling.complete(new Ruling(true, false, source.id(), rule));
            }
            case Authorization.Deny(String rule) -> {
                String detail = failed ? answer.failure() : rule;
                step(source, failed ? Outcome.ERROR : Outcome.DENY, detail, begun);
                ruling.complete(new Ruling(false, failed, source.id(), detail));
            }
        }
        return true;
    }

    private void step(Source source, Outcome outcome, String detail, long begun) {
        if (steps != null) {
            steps.add(new Step(source.id(), outcome, detail, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }
}
