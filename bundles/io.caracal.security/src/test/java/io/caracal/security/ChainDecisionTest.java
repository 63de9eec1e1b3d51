package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChainDecisionTest {
    private static final AuthenticationResult NEXT = AuthenticationResult.next();

    @Test
    void emptyChainIsOpenAndAccepts() {
        try (DynamicChain chain = Chains.of()) {
            chain.start();
            assertThat(chain.open("tcp:default")).isTrue();
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void emptyChainRejectsAnAuthenticationMethodThatNobodyServes() {
        try (DynamicChain chain = Chains.of()) {
            chain.start();
            assertThat(decide(chain, Chains.withMethod("SCRAM-SHA-256")))
                    .isEqualTo(rejected(Reason.BAD_AUTHENTICATION_METHOD));
        }
    }

    @Test
    void elementWhoseTypeIsNotInstalledRejects() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            assertThat(chain.open("tcp:default")).isFalse();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(Chains.report(chain).status()).isEqualTo(Status.NOT_INSTALLED);
            assertThat(Chains.report(chain).counters().error()).isOne();
        }
    }

    @Test
    void chainThatWasNotStartedRejects() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void chainOfDisabledElementsIsNotOpenAndRejects() {
        AuthenticationSettings settings =
                new AuthenticationSettings(List.of(Chains.element(0, "a", Map.of("enable", "false"))));
        try (DynamicChain chain = Chains.of(settings, Chains.limits(Chains.LONG, Chains.LONG, Chains.LONG))) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            chain.start();
            assertThat(chain.open("tcp:default")).isFalse();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.NOT_AUTHORIZED));
            assertThat(Chains.report(chain).status()).isEqualTo(Status.DISABLED);
        }
    }

    @Test
    void disabledElementIsPassedOver() {
        AuthenticationSettings settings = new AuthenticationSettings(
                List.of(Chains.element(0, "a", Map.of("enable", "false")), Chains.element(1, "b", Map.of())));
        try (DynamicChain chain = Chains.of(settings, Chains.limits(Chains.LONG, Chains.LONG, Chains.LONG))) {
            chain.add(version(1), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void firstElementThatKnowsTheClientDecides() {
        TestAuthenticator third = TestAuthenticator.accepting();
        try (DynamicChain chain = Chains.of("a", "b", "c")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.answering(NEXT)));
            chain.add(version(2), new TestFactory("b", TestAuthenticator.answering(rejected(Reason.BANNED))));
            chain.add(version(3), new TestFactory("c", third));
            chain.start();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.BANNED));
            assertThat(third.asked).hasValue(0);
        }
    }

    @Test
    void endOfTheChainRejects() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.answering(NEXT)));
            chain.start();
            assertThat(decide(chain)).isEqualTo(rejected(Reason.NOT_AUTHORIZED));
        }
    }

    @Test
    void answersThatAreThereAtOnceCostNoChangeOfThread() {
        try (DynamicChain chain = Chains.of("a", "b")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.answering(NEXT)));
            chain.add(version(2), new TestFactory("b", TestAuthenticator.accepting()));
            chain.start();
            assertThat(chain.begin(Chains.request())
                            .result()
                            .toCompletableFuture()
                            .getNow(NEXT))
                    .isInstanceOf(Accept.class);
        }
    }

    @Test
    void answersThatComeLaterGoOnThroughTheChain() {
        CompletableFuture<AuthenticationResult> first = new CompletableFuture<>();
        CompletableFuture<AuthenticationResult> second = new CompletableFuture<>();
        try (DynamicChain chain = Chains.of("a", "b")) {
            chain.add(version(1), new TestFactory("a", TestAuthenticator.deciding(_ -> first)));
            chain.add(version(2), new TestFactory("b", TestAuthenticator.deciding(_ -> second)));
            chain.start();
            CompletableFuture<AuthenticationResult> decision =
                    chain.begin(Chains.request()).result().toCompletableFuture();
            first.complete(NEXT);
            assertThat(decision).isNotDone();
            second.complete(AuthenticationResult.accept());
            assertThat(decision.resultNow()).isInstanceOf(Accept.class);
        }
    }

    @Test
    void outcomesAreCounted() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.add(
                    version(1),
                    new TestFactory(
                            "a",
                            TestAuthenticator.deciding(request -> CompletableFuture.completedFuture(
                                    switch (new String(request.password().orElseThrow(), StandardCharsets.UTF_8)) {
                                        case "right" -> AuthenticationResult.accept();
                                        case "wrong" -> rejected(Reason.BAD_USERNAME_OR_PASSWORD);
                                        default -> NEXT;
                                    }))));
            chain.start();
            for (String password : List.of("right", "right", "right", "wrong", "wrong", "other")) {
                decide(chain, Chains.request(password));
            }
            var counters = Chains.report(chain).counters();
            assertThat(counters.success()).isEqualTo(3);
            assertThat(counters.failed()).isEqualTo(2);
            assertThat(counters.nomatch()).isEqualTo(1);
            assertThat(counters.error()).isZero();
            assertThat(counters.nanos()).isPositive();
        }
    }

    @Test
    void closedChainRejectsAndIsNotOpenedByClosing() {
        DynamicChain chain = Chains.of("a");
        TestAuthenticator authenticator = TestAuthenticator.accepting();
        chain.add(version(1), new TestFactory("a", authenticator));
        chain.start();
        chain.close();
        assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        assertThat(authenticator.closed).hasValue(1);
        assertThat(chain.open("tcp:default")).isFalse();
    }
}
