package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.report;
import static io.caracal.security.Chains.version;
import static io.caracal.security.Chains.withMethod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthenticationChain.Exchange;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Authentication in several steps (MQTT 5.0, section 4.12). */
class EnhancedAuthenticationTest {

    /** Challenges with 1, then 2, and accepts who answers "done"; the state is how many challenges were sent. */
    private static final class Steps implements Authenticator {
        private final String method;

        record State(int sent) {}

        Steps(String method) {
            this.method = method;
        }

        @Override
        public Set<String> methods() {
            return Set.of(method);
        }

        @Override
        public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
            return request.method().isEmpty() ? completed(AuthenticationResult.next()) : challenge(1);
        }

        @Override
        public CompletionStage<AuthenticationResult> proceed(AuthenticationRequest request, Object state, byte[] data) {
            return switch (new String(data, StandardCharsets.UTF_8)) {
                case "done" -> completed(AuthenticationResult.accept());
                case "later" -> CompletableFuture.supplyAsync(AuthenticationResult::accept);
                case "more" -> challenge(((State) state).sent() + 1);
                case "next" -> completed(AuthenticationResult.next());
                default -> completed(rejected(Reason.BAD_USERNAME_OR_PASSWORD));
            };
        }

        @Override
        public void close() {
            // nothing to end
        }

        private static CompletionStage<AuthenticationResult> challenge(int number) {
            return completed(new Continue(new byte[] {(byte) number}, new State(number)));
        }

        private static CompletionStage<AuthenticationResult> completed(AuthenticationResult result) {
            return CompletableFuture.completedFuture(result);
        }
    }

    private static DynamicChain chainWithSteps(AuthenticationLimits limits) {
        DynamicChain chain = Chains.of(limits, "password", "steps");
        chain.add(version(1), new TestFactory("password", TestAuthenticator.accepting()));
        chain.add(version(2), new TestFactory("steps", _ -> new Steps("STEPS")));
        chain.start();
        return chain;
    }

    private static DynamicChain chainWithSteps() {
        return chainWithSteps(Chains.limits(Chains.LONG, Chains.LONG, Chains.LONG));
    }

    private static AuthenticationResult proceed(Exchange exchange, String data) {
        return exchange.proceed(data.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    private static int challenge(AuthenticationResult result) {
        return ((Continue) result).data()[0];
    }

    @Test
    void exchangeGoesToTheElementThatServesTheMethodAndEndsThere() {
        try (DynamicChain chain = chainWithSteps()) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            assertThat(challenge(exchange.result().toCompletableFuture().join()))
                    .isEqualTo(1);
            assertThat(challenge(proceed(exchange, "more"))).isEqualTo(2);
            assertThat(challenge(proceed(exchange, "more"))).isEqualTo(3);
            assertThat(proceed(exchange, "done")).isInstanceOf(Accept.class);
            assertThat(report(chain).counters().success()).isZero();
            var steps = chain.elements().getLast().counters();
            assertThat(steps.continued()).isEqualTo(3);
            assertThat(steps.success()).isOne();
        }
    }

    @Test
    void decisionOfAStepMayComeLater() {
        try (DynamicChain chain = chainWithSteps()) {
            assertThat(proceed(chain.begin(withMethod("STEPS")), "later")).isInstanceOf(Accept.class);
        }
    }

    @Test
    void methodThatNobodyServesIsRejectedThoughThePasswordWouldDo() {
        try (DynamicChain chain = chainWithSteps()) {
            assertThat(decide(chain, withMethod("OTHER"))).isEqualTo(rejected(Reason.BAD_AUTHENTICATION_METHOD));
        }
    }

    @Test
    void clientWithoutMethodIsDecidedByItsPassword() {
        try (DynamicChain chain = chainWithSteps()) {
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void elementThatIsNotInstalledRejectsMethodsToo() {
        try (DynamicChain chain = Chains.of("gone", "steps")) {
            chain.add(version(1), new TestFactory("steps", _ -> new Steps("STEPS")));
            chain.start();
            assertThat(decide(chain, withMethod("STEPS"))).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void nextInTheMiddleOfAnExchangeRejects() {
        try (DynamicChain chain = chainWithSteps()) {
            assertThat(proceed(chain.begin(withMethod("STEPS")), "next"))
                    .isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void answerWithoutAChallengeIsRejected() {
        try (DynamicChain chain = chainWithSteps()) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            proceed(exchange, "done");
            assertThat(proceed(exchange, "done")).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void clientWithAChallengeGetsThroughWhileItsAuthenticatorIsReplaced() {
        try (DynamicChain chain = chainWithSteps()) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            var successor = new TestFactory("steps", _ -> new Steps("OTHER"));
            var replaced =
                    CompletableFuture.runAsync(() -> chain.add(version(3), successor), Thread::startVirtualThread);
            await().until(() -> decide(chain, withMethod("OTHER")) instanceof Continue);
            assertThat(challenge(proceed(exchange, "more"))).isEqualTo(2);
            assertThat(proceed(exchange, "later")).isInstanceOf(Accept.class);
            assertThat(replaced).succeedsWithin(Chains.LONG);
        }
    }

    @Test
    void exchangeThatOutlastsTheReplacementOfItsAuthenticatorEnds() {
        try (DynamicChain chain = chainWithSteps()) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            chain.add(version(3), new TestFactory("steps", _ -> new Steps("STEPS")));
            assertThat(proceed(exchange, "done")).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void exchangeThatWaitsDoesNotHoldARemovedAuthenticator() {
        try (DynamicChain chain = Chains.of("steps")) {
            Steps steps = new Steps("STEPS");
            WeakReference<Steps> left = new WeakReference<>(steps);
            TestFactory factory = new TestFactory("steps", steps);
            chain.add(version(1), factory);
            chain.start();
            Exchange exchange = chain.begin(withMethod("STEPS"));
            WeakReference<AuthenticationResult> result =
                    new WeakReference<>(exchange.result().toCompletableFuture().join());
            chain.remove(1);
            steps = null;
            factory = null;
            await().until(() -> {
                System.gc();
                return left.get() == null;
            });
            assertThat(result.get()).isInstanceOf(Continue.class);
            assertThat(proceed(exchange, "done")).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void exchangeWhoseClientIsSilentExpires() {
        AuthenticationLimits limits = new AuthenticationLimits(
                Chains.LONG,
                Chains.LONG,
                Chains.LONG,
                Duration.ofMillis(1),
                1,
                1,
                1000,
                AuthenticationLimits.OverloadReason.SERVER_UNAVAILABLE);
        try (DynamicChain chain = chainWithSteps(limits)) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            OpenStep open = (OpenStep)
                    ((Continue) exchange.result().toCompletableFuture().join()).state();
            await().until(open::dropped);
            assertThat(proceed(exchange, "done")).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void abandonedExchangeLetsGoOfItsState() {
        try (DynamicChain chain = chainWithSteps()) {
            Exchange exchange = chain.begin(withMethod("STEPS"));
            OpenStep open = (OpenStep)
                    ((Continue) exchange.result().toCompletableFuture().join()).state();
            exchange.abandon();
            assertThat(open.dropped()).isTrue();
        }
    }

    @Test
    void authenticatorThatFailsToTellItsMethodsIsClosedAndDoesNotServe() {
        try (DynamicChain chain = Chains.of("steps")) {
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            chain.start();
            chain.add(version(1), new TestFactory("steps", new WithoutMethods(closed)));
            assertThat(closed).isCompletedWithValue(true);
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    private record WithoutMethods(CompletableFuture<Boolean> closed) implements Authenticator {
        @Override
        public Set<String> methods() {
            throw new IllegalStateException("broken");
        }

        @Override
        public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
            return CompletableFuture.completedFuture(AuthenticationResult.accept());
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }
}
