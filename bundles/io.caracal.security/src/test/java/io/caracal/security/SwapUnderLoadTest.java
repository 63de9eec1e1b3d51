package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.RepeatedTest;

/** Clients authenticate on two threads while a third one updates, removes and installs the bundle that decides about them. */
class SwapUnderLoadTest {
    private static final int SWAPS = 20;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong wrongAccepted = new AtomicLong();
    private final AtomicLong rightRejected = new AtomicLong();
    private final AtomicLong rightAccepted = new AtomicLong();
    private final AtomicLong askedAfterClose = new AtomicLong();

    /** Knows one password; every other decision comes from a blocking thread. */
    private final class Checking implements Authenticator {
        private final Executor blocking;
        private final AtomicLong asked = new AtomicLong();
        private volatile boolean closed;

        Checking(AuthenticatorContext context) {
            this.blocking = context.blocking();
        }

        @Override
        public CompletionStage<AuthenticationResult> authenticate(AuthenticationRequest request) {
            return asked.incrementAndGet() % 2 == 0
                    ? CompletableFuture.completedFuture(check(request))
                    : CompletableFuture.supplyAsync(() -> check(request), blocking);
        }

        private AuthenticationResult check(AuthenticationRequest request) {
            if (closed) {
                askedAfterClose.incrementAndGet();
            }
            return new String(request.password().orElseThrow(), StandardCharsets.UTF_8).equals("right")
                    ? AuthenticationResult.accept()
                    : AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void connect(DynamicChain chain) {
        while (!stop.get()) {
            if (decide(chain, Chains.request("wrong")) instanceof Accept) {
                wrongAccepted.incrementAndGet();
            }
            (decide(chain) instanceof Accept ? rightAccepted : rightRejected).incrementAndGet();
        }
    }

    private void swapUnderLoad(DynamicChain chain, LongConsumer change) throws InterruptedException {
        chain.start();
        chain.add(version(1), new TestFactory("a", Checking::new));
        Thread first = Thread.ofPlatform().start(() -> connect(chain));
        Thread second = Thread.ofPlatform().start(() -> connect(chain));
        for (long version = 2; version < 2 + SWAPS; version++) {
            long before = rightAccepted.get() + rightRejected.get();
            change.accept(version);
            while (rightAccepted.get() + rightRejected.get() == before) {
                Thread.onSpinWait();
            }
        }
        stop.set(true);
        first.join();
        second.join();
    }

    @RepeatedTest(50)
    void updatesRejectNobodyWithTheRightPasswordAndAcceptNobodyWithAWrongOne() throws InterruptedException {
        try (DynamicChain chain = Chains.of("a")) {
            swapUnderLoad(chain, version -> {
                chain.add(version((int) version), new TestFactory("a", Checking::new));
                chain.remove(version - 1);
            });
            assertThat(wrongAccepted).hasValue(0);
            assertThat(rightRejected).hasValue(0);
            assertThat(askedAfterClose).hasValue(0);
            assertThat(rightAccepted).hasPositiveValue();
        }
    }

    @RepeatedTest(50)
    void removalAndInstallationAcceptNobodyWithAWrongPassword() throws InterruptedException {
        try (DynamicChain chain = Chains.of("a")) {
            swapUnderLoad(chain, version -> {
                chain.remove(version - 1);
                chain.add(version((int) version), new TestFactory("a", Checking::new));
            });
            assertThat(wrongAccepted).hasValue(0);
            assertThat(askedAfterClose).hasValue(0);
        }
    }
}
