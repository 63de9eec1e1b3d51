package io.caracal.security;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authenticator that serves an element, from its creation to its end. Once it is retired, nothing that outlives it (exchanges
 * of connected clients, time-outs) leads to the bundle's objects any more.
 */
final class LiveAuthenticator implements Retirable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAuthenticator.class);

    /** How long one that is retired waits for clients that have its challenge: some round trips, however far they are away. */
    private static final Duration ANSWERS = Duration.ofSeconds(1);

    private final Element element;
    private final Supplier<AuthenticationLimits> limits;
    private final ScheduledExecutorService timer;
    private final BoundedExecutor blocking;
    private final Set<String> methods;
    private final CallWatch watch;
    /** Clients that are asked about for the first time. */
    private final Gate beginnings = new Gate();
    /** Clients that answer a challenge of this one: nobody else understands their answers. */
    private final Gate answers = new Gate();

    private final Set<OpenStep> openSteps = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Made made;

    /** What the bundle made, and of which settings. */
    record Made(Authenticator authenticator, Record settings, Optional<UserCredentials> users) {}

    LiveAuthenticator(
            Element element,
            Supplier<AuthenticationLimits> limits,
            ScheduledExecutorService timer,
            BoundedExecutor blocking,
            Made made,
            Set<String> methods) {
        this.element = element;
        this.limits = limits;
        this.timer = timer;
        this.blocking = blocking;
        this.made = made;
        this.methods = methods;
        this.watch = CallWatch.of(element);
    }

    Element element() {
        return element;
    }

    /** Whether it was made of these settings, so that another one would be the same. */
    boolean madeOf(Record settings) {
        Made present = made;
        return present != null && present.settings().equals(settings);
    }

    /** Other bounds hold from now on. */
    void limitsChanged() {
        blocking.bounds(limits.get().tasksAtOnce(), limits.get().blockingQueue());
    }

    boolean serves(String method) {
        return methods.contains(method);
    }

    /** Asks it about a client; null if it is retired, so that its successor is to be asked. */
    @Nullable
    CompletableFuture<AuthenticationResult> authenticate(AuthenticationRequest request) {
        return authenticate(request, watch);
    }

    /** The same, with somebody else taking note of it. */
    @Nullable
    CompletableFuture<AuthenticationResult> authenticate(AuthenticationRequest request, CallWatch by) {
        return call(
                by,
                request.method().isPresent() ? GuardedCall.Step.FIRST_OF_EXCHANGE : GuardedCall.Step.ONLY,
                target -> target.authenticate(request));
    }

    /** Hands it the answer to its challenge; null if it is retired, or the client took too long. */
    @Nullable
    CompletableFuture<AuthenticationResult> proceed(AuthenticationRequest request, OpenStep step, byte[] data) {
        // Inside before the step is taken: who retires it sees the one or the other.
        if (!answers.enter()) {
            step.drop();
            return null;
        }
        Object state = step.take();
        if (state == null) {
            answers.leave();
            return null;
        }
        return started(watch, GuardedCall.Step.LATER_OF_EXCHANGE, target -> target.proceed(request, state, data));
    }

    private @Nullable CompletableFuture<AuthenticationResult> call(
            CallWatch by, GuardedCall.Step step, GuardedCall.Invocation invocation) {
        return beginnings.enter() ? started(by, step, invocation) : null;
    }

    private CompletableFuture<AuthenticationResult> started(
            CallWatch by, GuardedCall.Step step, GuardedCall.Invocation invocation) {
        GuardedCall call = new GuardedCall(this, by, step);
        Made target = made;
        if (target == null) {
            call.settle(null, new IllegalStateException("the authenticator is closed"));
        } else {
            call.start(target.authenticator(), invocation, timer, limits.get().timeout());
        }
        return call.answer();
    }

    /** What clients are told when too many wait for it. */
    AuthenticationResult overloaded() {
        return AuthenticationResult.reject(limits.get().overloadReason().reason());
    }

    /** Whether administrators can keep users in it. */
    boolean keepsUsers() {
        Made present = made;
        return present != null && present.users().isPresent();
    }

    /** Makes of what an administrator gives what is stored of a user. */
    CompletionStage<StoredUser> store(NewUser user) {
        if (!beginnings.enter()) {
            return CompletableFuture.failedFuture(
                    new IOException("the element " + element.id() + " is being replaced; try again"));
        }
        CompletableFuture<StoredUser> stored = new CompletableFuture<>();
        Made present = made;
        try {
            UserCredentials credentials =
                    present == null ? null : present.users().orElse(null);
            if (credentials == null) {
                throw new IllegalArgumentException("the element " + element.id() + " keeps no users");
            }
            credentials.store(user).whenComplete((value, error) -> complete(stored, value, error));
        } catch (RuntimeException | LinkageError e) {
            stored.completeExceptionally(e);
        }
        return stored.whenComplete((_, _) -> beginnings.leave());
    }

    private static <T> void complete(CompletableFuture<T> future, @Nullable T value, @Nullable Throwable error) {
        if (error != null) {
            future.completeExceptionally(
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
        } else if (value == null) {
            future.completeExceptionally(new IOException("the authenticator answered null"));
        } else {
            future.complete(value);
        }
    }

    /** A call has ended, one way or the other. */
    void left(GuardedCall.Step step) {
        (step == GuardedCall.Step.LATER_OF_EXCHANGE ? answers : beginnings).leave();
    }

    /** Keeps what the authenticator wants back with the client's answer; null if it is retired. */
    @Nullable
    OpenStep open(Object state) {
        OpenStep step = new OpenStep(this, state);
        openSteps.add(step);
        step.expireWith(
                timer.schedule(step::drop, limits.get().exchangeTimeout().toMillis(), TimeUnit.MILLISECONDS));
        if (answers.closed()) {
            step.drop();
            return null;
        }
        return step;
    }

    void closed(OpenStep step) {
        openSteps.remove(step);
    }

    @Override
    public void retire() {
        Duration limit = limits.get().stopTimeout();
        beginnings.close();
        boolean done = beginnings.awaitEmpty(limit);
        awaitAnswers();
        answers.close();
        if (!answers.awaitEmpty(limit) || !done) {
            LOG.warn(
                    "authentication element={} decisions still under way after {} ms, closing nevertheless",
                    element.id(),
                    limit.toMillis());
        }
        openSteps.forEach(OpenStep::drop);
        if (!blocking.close(limit)) {
            LOG.warn(
                    "authentication element={} blocking tasks ignore their interrupt, closing nevertheless",
                    element.id());
        }
        Made target = made;
        made = null;
        if (target != null) {
            close(element, limits.get(), target.authenticator());
        }
    }

    /** Lets clients that have a challenge go through to the end, who do it soon. */
    private void awaitAnswers() {
        long end = System.nanoTime() + ANSWERS.toNanos();
        while ((!openSteps.isEmpty() || answers.occupied())
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Closes an authenticator that serves nobody. */
    static void close(Element element, AuthenticationLimits limits, Authenticator target) {
        try {
            BoundedCall.call(
                    "auth close " + element.id(),
                    limits.stopTimeout(),
                    () -> {
                        target.close();
                        return true;
                    },
                    _ -> {});
        } catch (ExecutionException e) {
            LOG.warn("authentication element={} failed to close", element.id(), e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("authentication element={} to close it {}", element.id(), e.getMessage());
        }
    }
}
