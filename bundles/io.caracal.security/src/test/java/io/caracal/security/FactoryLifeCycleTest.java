package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.report;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FactoryLifeCycleTest {
    private static final AuthenticationLimits IMPATIENT = Chains.limits(Chains.SHORT, Chains.SHORT, Chains.SHORT);

    @Test
    void elementServesAsSoonAsItsFactoryIsAdded() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(report(chain).status()).isEqualTo(Status.RUNNING);
            assertThat(report(chain).reason()).isEqualTo("1.0.0");
        }
    }

    @Test
    void removalRejectsAndClosesAndInstallingAgainServesAgain() {
        TestAuthenticator authenticator = TestAuthenticator.accepting();
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", authenticator));
            chain.remove(1);
            assertThat(authenticator.closed).hasValue(1);
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(report(chain).status()).isEqualTo(Status.NOT_INSTALLED);
            chain.add(version(2), new TestFactory("a", TestAuthenticator.accepting()));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void factoryOfAnotherTypeDoesNotServe() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("b", TestAuthenticator.accepting()));
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void newerVersionIsCreatedBeforeTheOldOneIsClosed() {
        TestAuthenticator old = TestAuthenticator.answering(rejected(Reason.BANNED));
        CompletableFuture<Integer> oldClosedAtCreation = new CompletableFuture<>();
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", old));
            chain.add(version(2), new TestFactory("a", _ -> {
                oldClosedAtCreation.complete(old.closed.get());
                return TestAuthenticator.accepting();
            }));
            assertThat(oldClosedAtCreation).isCompletedWithValue(0);
            assertThat(old.closed).hasValue(1);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void callInFlightFinishesOnTheOldVersion() throws InterruptedException {
        CompletableFuture<BlockingDecision> made = new CompletableFuture<>();
        CountDownLatch created = new CountDownLatch(1);
        TestAuthenticator successor = TestAuthenticator.answering(rejected(Reason.BANNED));
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", context -> {
                made.complete(new BlockingDecision(context.blocking()));
                return TestAuthenticator.deciding(made.join());
            }));
            var decision = chain.begin(Chains.request()).result().toCompletableFuture();
            Thread update = Thread.ofPlatform().start(() -> {
                chain.add(version(2), new TestFactory("a", successor));
                created.countDown();
            });
            await().until(() -> decide(chain).equals(rejected(Reason.BANNED)));
            assertThat(decision).isNotDone();
            assertThat(created.getCount()).isOne();
            made.join().release();
            update.join();
            assertThat(decision).succeedsWithin(Chains.LONG).isInstanceOf(Accept.class);
        }
    }

    @Test
    void wayBackToALowerVersionIsCreatedBeforeTheHigherOneIsClosed() {
        TestAuthenticator higher = TestAuthenticator.answering(rejected(Reason.BANNED));
        CompletableFuture<Integer> higherClosedAtCreation = new CompletableFuture<>();
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(2, 5), new TestFactory("a", higher));
            chain.add(version(1, 6), new TestFactory("a", _ -> {
                higherClosedAtCreation.complete(higher.closed.get());
                return TestAuthenticator.accepting();
            }));
            assertThat(higherClosedAtCreation).isCompletedWithValue(0);
            assertThat(higher.closed).hasValue(1);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void higherVersionStaysWhenTheLowerOneCannotBeCreated() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(2, 5), new TestFactory("a", TestAuthenticator.accepting()));
            chain.add(version(1, 6), new TestFactory("a", _ -> {
                throw new IllegalStateException("no such table");
            }));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(report(chain).reason()).isEqualTo("2.0.0");
            assertThat(chain.objection(6))
                    .hasValueSatisfying(why -> assertThat(why).contains("no such table"));
        }
    }

    @Test
    void olderVersionThatComesLaterDoesNotServe() {
        TestAuthenticator older = TestAuthenticator.answering(rejected(Reason.BANNED));
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(2), new TestFactory("a", TestAuthenticator.accepting()));
            chain.add(version(1), new TestFactory("a", older));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(older.asked).hasValue(0);
        }
    }

    @Test
    void removalOfTheOldVersionAfterAnUpdateChangesNothing() {
        TestAuthenticator successor = TestAuthenticator.accepting();
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            chain.add(version(2), new TestFactory("a", successor));
            chain.remove(1);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(successor.closed).hasValue(0);
        }
    }

    @Test
    void removalOfTheNewVersionGoesBackToTheOld() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", _ -> TestAuthenticator.accepting()));
            chain.add(version(2), new TestFactory("a", TestAuthenticator.answering(rejected(Reason.BANNED))));
            chain.remove(2);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(report(chain).reason()).isEqualTo("1.0.0");
        }
    }

    @SuppressWarnings("NullAway") // to return null is one of the faults
    static Stream<Arguments> failures() {
        return Stream.of(
                failure("throws", _ -> {
                    throw new IllegalStateException("no connection to db.example:3306");
                }),
                failure("misses a class", _ -> {
                    throw new NoClassDefFoundError("com/example/Gone");
                }),
                failure("returns null", _ -> null),
                failure("hangs", _ -> {
                    new CountDownLatch(1).await();
                    return TestAuthenticator.accepting();
                }));
    }

    private static Arguments failure(String name, TestFactory.Creation creation) {
        return Arguments.argumentSet(name, creation);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void updateThatCannotStartLeavesTheOldVersion(TestFactory.Creation creation) {
        TestAuthenticator old = TestAuthenticator.accepting();
        try (DynamicChain chain = Chains.of(IMPATIENT, "a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", old));
            chain.add(version(2), new TestFactory("a", creation));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            assertThat(old.closed).hasValue(0);
            assertThat(report(chain).reason()).isEqualTo("1.0.0");
            assertThat(chain.objection(1)).isEmpty();
            assertThat(chain.objection(2)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void firstVersionThatCannotStartRejectsWithItsReason(TestFactory.Creation creation) {
        try (DynamicChain chain = Chains.of(IMPATIENT, "a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", creation));
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
            assertThat(report(chain).status()).isEqualTo(Status.FAILED);
            assertThat(report(chain).reason()).startsWith("its start ");
        }
    }

    @Test
    void settingsThatDoNotBindFailWithTheirProblem() {
        AuthenticationSettings settings =
                new AuthenticationSettings(List.of(Chains.element(0, "a", Map.of("colour", "red"))));
        try (DynamicChain chain = Chains.of(settings, IMPATIENT)) {
            chain.start();
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            assertThat(report(chain).status()).isEqualTo(Status.FAILED);
            assertThat(report(chain).reason()).contains("authentication.0.colour");
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void authenticatorThatIsCreatedTooLateIsClosed() {
        TestAuthenticator late = TestAuthenticator.accepting();
        CountDownLatch release = new CountDownLatch(1);
        try (DynamicChain chain = Chains.of(IMPATIENT, "a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", _ -> {
                awaitIgnoringInterrupts(release);
                return late;
            }));
            release.countDown();
            await().until(() -> late.closed.get() == 1);
            assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        }
    }

    @Test
    void factoryThatHangsDoesNotHoldUpOtherElements() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (DynamicChain chain = Chains.of("good", "hanging")) {
            chain.start();
            Thread hanging = Thread.ofPlatform()
                    .start(() -> chain.add(version(1), new TestFactory("hanging", _ -> {
                        release.await();
                        return TestAuthenticator.accepting();
                    })));
            chain.add(version(2), new TestFactory("good", TestAuthenticator.accepting()));
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            release.countDown();
            hanging.join();
        }
    }

    @Test
    void factoryThatCannotTellItsTypeIsNotUsed() {
        try (DynamicChain chain = Chains.of("a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", TestAuthenticator.accepting()));
            chain.add(version(2), new BrokenFactory());
            assertThat(decide(chain)).isInstanceOf(Accept.class);
            chain.remove(2);
            assertThat(decide(chain)).isInstanceOf(Accept.class);
        }
    }

    @Test
    void callThatNeverEndsHoldsUpRemovalForABoundedTimeOnly() {
        TestAuthenticator authenticator = TestAuthenticator.deciding(_ -> new CompletableFuture<>());
        AuthenticationLimits limits = Chains.limits(Chains.LONG, Chains.LONG, Chains.SHORT);
        DynamicChain chain = Chains.of(limits, "a");
        chain.start();
        chain.add(version(1), new TestFactory("a", authenticator));
        var decision = chain.begin(Chains.request()).result().toCompletableFuture();
        chain.remove(1);
        assertThat(authenticator.closed).hasValue(1);
        assertThat(decision).isNotDone();
        chain.close();
    }

    @Test
    void authenticatorWhoseCloseHangsHoldsUpRemovalForABoundedTimeOnly() {
        AuthenticationLimits limits = Chains.limits(Chains.LONG, Chains.LONG, Chains.SHORT);
        try (DynamicChain chain = Chains.of(limits, "a")) {
            chain.start();
            chain.add(version(1), new TestFactory("a", new HangingAtClose()));
            chain.remove(1);
            assertThat(report(chain).status()).isEqualTo(Status.NOT_INSTALLED);
        }
    }

    @Test
    void nothingOfARemovedFactoryIsHeld() {
        AuthenticationLimits limits = Chains.limits(Chains.LONG, Chains.LONG, Chains.SHORT);
        try (DynamicChain chain = Chains.of(limits, "a")) {
            chain.start();
            TestAuthenticator authenticator = TestAuthenticator.deciding(_ -> new CompletableFuture<>());
            TestFactory factory = new TestFactory("a", authenticator);
            WeakReference<Authenticator> authenticatorLeft = new WeakReference<>(authenticator);
            WeakReference<TestFactory> factoryLeft = new WeakReference<>(factory);
            chain.add(version(1), factory);
            var exchange = chain.begin(Chains.request());
            chain.remove(1);
            authenticator = null;
            factory = null;
            await().until(() -> {
                System.gc();
                return authenticatorLeft.get() == null && factoryLeft.get() == null;
            });
            assertThat(exchange.result().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void noThreadIsLeftBehind() throws InterruptedException {
        CompletableFuture<BlockingDecision> made = new CompletableFuture<>();
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        AuthenticationLimits limits = Chains.limits(Chains.LONG, Chains.LONG, Chains.SHORT);
        DynamicChain chain = Chains.of(limits, "a");
        chain.start();
        chain.add(version(1), new TestFactory("a", context -> {
            made.complete(new BlockingDecision(task -> context.blocking().execute(() -> {
                worker.complete(Thread.currentThread());
                task.run();
            })));
            return TestAuthenticator.deciding(made.join());
        }));
        var decision = chain.begin(Chains.request()).result().toCompletableFuture();
        made.join().awaitRunning();
        chain.remove(1);
        assertThat(worker.join().join(Chains.LONG)).isTrue();
        assertThat(decision).succeedsWithin(Chains.LONG).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
        chain.close();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        boolean passed = false;
        while (!passed) {
            try {
                latch.await();
                passed = true;
            } catch (InterruptedException _) {
                // that is what this factory does wrong
            }
        }
    }

    private static final class BrokenFactory implements AuthenticatorFactory<TestNode.NoSettings> {
        @Override
        public String mechanism() {
            throw new NoClassDefFoundError("com/example/Gone");
        }

        @Override
        public String backend() {
            return "a";
        }

        @Override
        public Class<TestNode.NoSettings> settingsType() {
            return TestNode.NoSettings.class;
        }

        @Override
        public Authenticator create(TestNode.NoSettings settings, AuthenticatorContext context) {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    }

    private static final class HangingAtClose implements Authenticator {
        @Override
        public CompletableFuture<AuthenticationResult> authenticate(AuthenticationRequest request) {
            return CompletableFuture.completedFuture(AuthenticationResult.accept());
        }

        @Override
        public void close() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
