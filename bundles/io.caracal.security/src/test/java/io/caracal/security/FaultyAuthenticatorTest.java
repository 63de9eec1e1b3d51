package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an authenticator does wrong, the client is rejected, soon, and later elements are not asked. */
class FaultyAuthenticatorTest {

    private static Arguments fault(
            String name, Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> behaviour) {
        return Arguments.argumentSet(name, behaviour);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null and another class are among the faults
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("throws", _ -> {
                    throw new IllegalStateException("broken");
                }),
                fault("misses a class", _ -> {
                    throw new NoClassDefFoundError("com/example/Gone");
                }),
                fault("overflows its stack", _ -> {
                    throw new StackOverflowError();
                }),
                fault("throws what throws itself", _ -> {
                    throw new Hostile();
                }),
                fault("returns no stage", _ -> null),
                fault("answers null", _ -> CompletableFuture.completedFuture(null)),
                fault("answers with another class", _ -> (CompletionStage<AuthenticationResult>)
                        (CompletionStage<?>) CompletableFuture.completedFuture("Accept")),
                fault("completes exceptionally", _ -> CompletableFuture.failedFuture(new LinkageError("gone"))),
                fault(
                        "completes exceptionally later",
                        _ -> CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("broken");
                        })),
                fault(
                        "asks for more where there is no more",
                        _ -> CompletableFuture.completedFuture(new Continue(new byte[0], "state"))),
                fault("never answers", _ -> new CompletableFuture<>()));
    }

    /** An exception whose own methods fail. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message either");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void rejects(Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> behaviour) {
        TestAuthenticator next = TestAuthenticator.accepting();
        AuthenticationLimits limits = Chains.limits(Chains.SHORT, Chains.LONG, Chains.LONG);
        try (DynamicChain chain = Chains.of(limits, "faulty", "next")) {
            chain.add(version(1), new TestFactory("faulty", TestAuthenticator.deciding(behaviour)));
            chain.add(version(2), new TestFactory("next", next));
            chain.start();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(next.asked).hasValue(0);
            assertThat(Chains.report(chain).counters().error()).isOne();
        }
    }

    @Test
    void answerAfterTheTimeoutIsIgnored() {
        CompletableFuture<AuthenticationResult> late = new CompletableFuture<>();
        AuthenticationLimits limits = Chains.limits(Chains.SHORT, Chains.LONG, Chains.LONG);
        try (DynamicChain chain = Chains.of(limits, "a")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.deciding(_ -> late)));
            chain.start();
            var decision = chain.begin(Chains.request()).result().toCompletableFuture();
            await().until(decision::isDone);
            late.complete(AuthenticationResult.accept());
            assertThat(decision.resultNow()).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(Chains.report(chain).counters().success()).isZero();
        }
    }

    @Test
    void fullQueueOfBlockingTasksRejectsAtOnce() throws InterruptedException {
        CompletableFuture<BlockingDecision> made = new CompletableFuture<>();
        AuthenticationLimits limits = new AuthenticationLimits(
                Chains.LONG,
                Chains.LONG,
                Chains.LONG,
                Chains.LONG,
                1,
                1,
                1000,
                AuthenticationLimits.OverloadReason.SERVER_UNAVAILABLE);
        try (DynamicChain chain = Chains.of(limits, "a")) {
            chain.add(version(1), new TestFactory("a", context -> {
                made.complete(new BlockingDecision(context.blocking()));
                return TestAuthenticator.deciding(made.join());
            }));
            chain.start();
            var running = chain.begin(Chains.request()).result().toCompletableFuture();
            made.join().awaitRunning();
            var waiting = chain.begin(Chains.request()).result().toCompletableFuture();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            made.join().release();
            assertThat(CompletableFuture.allOf(running, waiting)).succeedsWithin(Chains.LONG);
        }
    }
}
