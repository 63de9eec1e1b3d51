package io.caracal.security;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.security.precondition.Precondition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client on its way through the chain. It reads each element's state when it reaches it, so that an element whose bundle was
 * replaced meanwhile is asked in its newest version. If the chain itself became another one, the client begins anew: it passes
 * the old chain or the new one, never half of each.
 */
final class ChainExchange implements AuthenticationChain.Exchange {
    private final CurrentChain chain;
    private final InProgress inProgress;
    private final AtomicBoolean counted = new AtomicBoolean();
    private volatile List<Element> elements;
    private final AuthenticationRequest request;
    private final CompletableFuture<AuthenticationResult> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable OpenStep> open = new AtomicReference<>();
    private boolean methodKnown;

    private ChainExchange(
            CurrentChain chain, InProgress inProgress, List<Element> elements, AuthenticationRequest request) {
        this.chain = chain;
        this.inProgress = inProgress;
        this.elements = elements;
        this.request = request;
    }

    static ChainExchange begin(CurrentChain chain, InProgress inProgress, AuthenticationRequest request) {
        ChainExchange exchange = new ChainExchange(chain, inProgress, chain.get(), request);
        exchange.walk(0);
        return exchange;
    }

    @Override
    public CompletionStage<AuthenticationResult> result() {
        return result;
    }

    @Override
    public CompletionStage<AuthenticationResult> proceed(byte[] data) {
        OpenStep step = open.getAndSet(null);
        if (step == null) {
            over();
            return unavailable();
        }
        CompletableFuture<AuthenticationResult> answer = step.authenticator().proceed(request, step, data);
        if (answer == null) {
            step.authenticator().element().counters().error.increment();
            over();
            return unavailable();
        }
        if (answer.isDone()) {
            keepOpen(answer.resultNow());
            return answer;
        }
        return answer.thenApply(this::keepOpen);
    }

    @Override
    public void abandon() {
        OpenStep step = open.getAndSet(null);
        if (step != null) {
            step.drop();
        }
    }

    /** Goes on while answers are there at once, so that they cost neither a change of thread nor a deeper stack. */
    private void walk(int from) {
        int i = from;
        while (true) {
            List<Element> current = chain.get();
            if (current != elements) {
                elements = current;
                methodKnown = false;
                i = 0;
            }
            if (i == current.size()) {
                nobodyDecided();
                return;
            }
            CompletableFuture<AuthenticationResult> answer = ask(current.get(i++));
            if (answer != null && !answer.isDone()) {
                underWay();
                int next = i;
                var _ = answer.thenAccept(decision -> {
                    if (!decided(decision)) {
                        walk(next);
                    }
                });
                return;
            }
            if (answer != null && decided(answer.resultNow())) {
                return;
            }
        }
    }

    private void nobodyDecided() {
        // A method that nobody serves ends with 0x8C or 0x87 and a closed connection (MQTT 5.0, section 4.12).
        boolean unknownMethod = request.method().isPresent() && !methodKnown;
        over();
        result.complete(
                AuthenticationResult.reject(unknownMethod ? Reason.BAD_AUTHENTICATION_METHOD : Reason.NOT_AUTHORIZED));
    }

    /** The answer of an element; null if it has no say about this client, or is not in the chain any more. */
    private @Nullable CompletableFuture<AuthenticationResult> ask(Element element) {
        Optional<Precondition> condition = element.settings().precondition();
        if (condition.isPresent() && !condition.get().holds(request.facts())) {
            return null;
        }
        while (elements == chain.get()) {
            switch (element.state()) {
                case ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> {
                    return null;
                }
                case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _,
                        ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>> _ -> {
                    // An element that left the chain fails afterwards, so the look at the chain comes second.
                    if (elements == chain.get()) {
                        element.counters().error.increment();
                        return unavailable();
                    }
                }
                case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(var authenticator, var _) -> {
                    if (request.method().isPresent()) {
                        if (!authenticator.serves(request.method().get())) {
                            return null;
                        }
                        methodKnown = true;
                    }
                    CompletableFuture<AuthenticationResult> answer = authenticator.authenticate(request);
                    if (answer != null) {
                        return answer;
                    }
                    // Retired since the look at its state, which is done after its successor was put there: look again.
                }
            }
        }
        return null;
    }

    private boolean decided(AuthenticationResult decision) {
        if (decision instanceof Next) {
            return false;
        }
        result.complete(keepOpen(decision));
        return true;
    }

    private AuthenticationResult keepOpen(AuthenticationResult decision) {
        if (decision instanceof Continue(byte[] _, OpenStep step)) {
            open.set(step);
            underWay();
            step.whenDropped(this::over);
        } else {
            over();
        }
        return decision;
    }

    /** It waits, for a back end or for the client. */
    private void underWay() {
        if (counted.compareAndSet(false, true)) {
            inProgress.enter();
        }
    }

    private void over() {
        if (counted.compareAndSet(true, false)) {
            inProgress.leave();
        }
    }

    private static CompletableFuture<AuthenticationResult> unavailable() {
        return CompletableFuture.completedFuture(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
    }
}
