package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AuthenticationAdministration.Outcome;
import io.caracal.api.auth.AuthenticationAdministration.Step;
import io.caracal.api.auth.AuthenticationAdministration.Trial;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.security.AuthenticationLimits.OverloadReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an element may say about itself besides its type, and what a trial tells of it. */
class ElementOptionsTest {
    private static final String IGNORE = "ignore_backend_failures";

    private static DynamicChain chain(AuthenticationLimits limits, TestNode... nodes) {
        return Chains.of(new AuthenticationSettings(List.of(nodes)), limits);
    }

    private static DynamicChain chain(TestNode... nodes) {
        return chain(Chains.limits(Chains.LONG, Chains.LONG, Chains.LONG), nodes);
    }

    private static TestNode element(int index, String backend, String key, String value) {
        return Chains.element(index, backend, Map.of(key, value));
    }

    private static TestAuthenticator failing() {
        return TestAuthenticator.deciding(_ -> CompletableFuture.failedFuture(new IllegalStateException("down")));
    }

    @Test
    void failureOfABackEndMayBeIgnored() {
        try (DynamicChain chain = chain(element(0, "a", IGNORE, "true"), Chains.element(1, "b", Map.of()))) {
            chain.add(version(1), new TestFactory("a", failing()));
            chain.add(version(2), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();

            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(Chains.report(chain).counters().error()).isOne();
        }
    }

    @Test
    void ignoredFailureAtTheEndOfTheChainLetsNobodyIn() {
        try (DynamicChain chain = chain(element(0, "a", IGNORE, "true"))) {
            chain.add(version(1), new TestFactory("a", failing()));
            chain.start();

            assertThat(decide(chain)).isEqualTo(rejected(Reason.NOT_AUTHORIZED));
        }
    }

    @Test
    void missingTypeIsNoFailureOfABackEnd() {
        try (DynamicChain chain = chain(element(0, "a", IGNORE, "true"), Chains.element(1, "b", Map.of()))) {
            chain.add(version(2), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();

            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void clientsThatAnElementIsNotForGoOn() {
        TestAuthenticator asked = TestAuthenticator.answering(rejected(Reason.BANNED));
        try (DynamicChain chain =
                chain(element(0, "a", "precondition", "listener == 'tcp:other'"), Chains.element(1, "b", Map.of()))) {
            chain.add(version(1), new TestFactory("a", asked));
            chain.add(version(2), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();

            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(asked.asked).hasValue(0);
        }
    }

    @Test
    void elementThatDoesNotRunRejectsOnlyWhoReachesIt() {
        try (DynamicChain chain =
                chain(element(0, "a", "precondition", "listener == 'tcp:other'"), Chains.element(1, "b", Map.of()))) {
            chain.add(version(2), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();

            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void wrongPreconditionIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> chain(element(0, "a", "precondition", "usrname == 'x'")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authentication.0.precondition")
                .hasMessageContaining("usrname");
    }

    @ParameterizedTest
    @EnumSource(OverloadReason.class)
    void newestClientsAreRejectedWhenTooManyAreInProgress(OverloadReason reason) {
        AuthenticationLimits limits =
                new AuthenticationLimits(Chains.LONG, Chains.LONG, Chains.LONG, Chains.LONG, 2, 100, 2, reason);
        CompletableFuture<AuthenticationResult> slow = new CompletableFuture<>();
        TestAuthenticator authenticator = TestAuthenticator.deciding(_ -> slow);
        try (DynamicChain chain = chain(limits, Chains.element(0, "a", Map.of()))) {
            chain.add(version(1), new TestFactory("a", authenticator));
            chain.start();
            var first = chain.begin(Chains.request()).result().toCompletableFuture();
            var second = chain.begin(Chains.request()).result().toCompletableFuture();

            assertThat(decide(chain)).isEqualTo(rejected(reason.reason()));
            assertThat(authenticator.asked).hasValue(2);

            slow.complete(AuthenticationResult.accept());
            assertThat(first.join()).isInstanceOf(Accept.class);
            assertThat(second.join()).isInstanceOf(Accept.class);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void refusedTaskIsOverload() {
        AuthenticationLimits limits = new AuthenticationLimits(
                Chains.LONG, Chains.LONG, Chains.LONG, Chains.LONG, 2, 100, 1000, OverloadReason.QUOTA_EXCEEDED);
        try (DynamicChain chain = chain(limits, Chains.element(0, "a", Map.of()))) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.deciding(_ -> {
                throw new RejectedExecutionException("too many");
            })));
            chain.start();

            assertThat(decide(chain)).isEqualTo(rejected(Reason.QUOTA_EXCEEDED));
        }
    }

    @Test
    void trialTellsWhatEachElementSaysAndCountsNothing() {
        try (DynamicChain chain = chain(
                element(0, "off", "enable", "false"),
                element(1, "other", "precondition", "false"),
                element(2, "down", IGNORE, "true"),
                Chains.element(3, "next", Map.of()),
                Chains.element(4, "yes", Map.of()),
                Chains.element(5, "never", Map.of()))) {
            chain.add(version(1), new TestFactory("down", failing()));
            chain.add(version(2), new TestFactory("next", TestAuthenticator.answering(AuthenticationResult.next())));
            chain.add(version(3), new TestFactory("yes", TestAuthenticator.accepting()));
            chain.start();

            Trial trial = chain.tryOut(Chains.request()).toCompletableFuture().join();

            assertThat(trial.decision()).isInstanceOf(Accept.class);
            assertThat(trial.steps())
                    .extracting(Step::outcome)
                    .containsExactly(
                            Outcome.DISABLED,
                            Outcome.PRECONDITION_NOT_MET,
                            Outcome.FAILURE_IGNORED,
                            Outcome.NO_MATCH,
                            Outcome.ACCEPTED,
                            Outcome.NOT_ASKED);
            assertThat(trial.steps().get(2).reason()).contains("down");
            assertThat(chain.elements())
                    .allSatisfy(element -> assertThat(element.counters().success()
                                    + element.counters().error()
                                    + element.counters().nomatch())
                            .isZero());
        }
    }

    @Test
    void trialOfAChainThatLacksABundleRejects() {
        try (DynamicChain chain = chain(Chains.element(0, "a", Map.of()))) {
            chain.start();

            Trial trial = chain.tryOut(Chains.request()).toCompletableFuture().join();

            assertThat(trial.decision()).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(trial.steps()).extracting(Step::outcome).containsExactly(Outcome.NOT_RUNNING);
        }
    }
}
