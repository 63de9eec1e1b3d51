package io.caracal.core;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An authentication chain that answers as the test says. */
final class ScriptedChain implements AuthenticationChain {
    final AtomicInteger abandoned = new AtomicInteger();
    private final boolean open;
    private final Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> first;
    private final BiFunction<AuthenticationRequest, byte[], CompletionStage<AuthenticationResult>> next;

    private ScriptedChain(
            boolean open,
            Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> first,
            BiFunction<AuthenticationRequest, byte[], CompletionStage<AuthenticationResult>> next) {
        this.open = open;
        this.first = first;
        this.next = next;
    }

    static ScriptedChain none() {
        return new ScriptedChain(true, request -> now(AuthenticationResult.next()), (request, data) -> unasked());
    }

    static ScriptedChain of(Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> decision) {
        return new ScriptedChain(false, decision, (request, data) -> unasked());
    }

    static ScriptedChain of(
            Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> decision,
            BiFunction<AuthenticationRequest, byte[], CompletionStage<AuthenticationResult>> next) {
        return new ScriptedChain(false, decision, next);
    }

    static CompletionStage<AuthenticationResult> now(AuthenticationResult result) {
        return CompletableFuture.completedFuture(result);
    }

    /** Comes from another thread, after the broker has gone on to other things. */
    static CompletionStage<AuthenticationResult> later(AuthenticationResult result) {
        return CompletableFuture.supplyAsync(() -> result);
    }

    static AuthenticationResult accept(AclRule... rules) {
        return new AuthenticationResult.Accept(Map.of(), false, Optional.empty(), List.of(rules), new byte[0]);
    }

    private static CompletionStage<AuthenticationResult> unasked() {
        return CompletableFuture.failedFuture(new IllegalStateException("nobody asked for another step"));
    }

    @Override
    public boolean open(String listener) {
        return open;
    }

    @Override
    public Exchange begin(AuthenticationRequest request) {
        CompletionStage<AuthenticationResult> result = first.apply(request);
        return new Exchange() {
            @Override
            public CompletionStage<AuthenticationResult> result() {
                return result;
            }

            @Override
            public CompletionStage<AuthenticationResult> proceed(byte[] data) {
                return next.apply(request, data);
            }

            @Override
            public void abandon() {
                abandoned.incrementAndGet();
            }
        };
    }
}
