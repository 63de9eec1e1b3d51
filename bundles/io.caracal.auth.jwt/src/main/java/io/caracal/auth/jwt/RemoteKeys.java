package io.caracal.auth.jwt;

import com.nimbusds.jose.JWSHeader;
import io.caracal.api.connector.ConnectorUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a server, fetched when they are needed and kept for a while. There is at most one fetch at a time, and after one that
 * reached the server a pause before the next, so that tokens with invented key ids make no storm of requests.
 *
 * <p>Young keys are used as they are. Keys older than the refresh interval are used while new ones are fetched; from twice
 * that age on, tokens wait for the new ones, unless the server failed: then the old ones go on until they are too old to be trusted.
 * After that, and for a key id that could not be looked up, the answer is exceptional, which lets nobody in.
 */
final class RemoteKeys implements Keys {
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<CompletionStage<List<VerificationKey>>> source;
    private final Duration refreshInterval;
    private final Duration trusted;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = new State(List.of(), Instant.MIN, Instant.MIN, Optional.empty());
    private @Nullable CompletableFuture<State> fetch;

    /** What is known, and since when; {@code tried} is the last time that the server was asked, {@code failure} how that went. */
    private record State(List<VerificationKey> keys, Instant since, Instant tried, Optional<Throwable> failure) {
        List<VerificationKey> fitting(JWSHeader header) {
            return keys.stream().filter(key -> key.fits(header)).toList();
        }

        boolean olderThan(Duration age, Instant now) {
            return since.equals(Instant.MIN) || since.plus(age).isBefore(now);
        }

        boolean rested(Instant now) {
            return tried.equals(Instant.MIN) || !now.isBefore(tried.plus(PAUSE));
        }
    }

    /**
     * Fetches nothing yet.
     *
     * @param source one request; bounded in time, never blocking
     * @param refreshInterval the age from which on keys are fetched anew
     * @param trusted the age up to which keys are used although the server fails
     */
    RemoteKeys(
            Supplier<CompletionStage<List<VerificationKey>>> source,
            Duration refreshInterval,
            Duration trusted,
            InstantSource clock) {
        this.source = source;
        this.refreshInterval = refreshInterval;
        this.trusted = trusted;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<VerificationKey>> fitting(JWSHeader header) {
        Instant now = clock.instant();
        State known = known();
        List<VerificationKey> found = known.olderThan(trusted, now) ? List.of() : known.fitting(header);
        boolean old = known.olderThan(refreshInterval, now);
        boolean tooOld = known.olderThan(refreshInterval.multipliedBy(2), now) && known.failure.isEmpty();
        if (found.isEmpty() || tooOld) {
            return refresh(now).thenApply(fetched -> answer(fetched, header, now));
        }
        if (old) {
            refresh(now);
        }
        return CompletableFuture.completedStage(found);
    }

    private List<VerificationKey> answer(State fetched, JWSHeader header, Instant now) {
        List<VerificationKey> found = fetched.olderThan(trusted, now) ? List.of() : fetched.fitting(header);
        if (found.isEmpty() && fetched.failure.isPresent()) {
            Throwable failure = fetched.failure.get();
            throw new CompletionException(
                    new KeysUnavailableException("the keys cannot be fetched: " + failure.getMessage(), failure));
        }
        return found;
    }

    private State known() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Fetches now, unless that goes on already or has just been done; never exceptionally. */
    CompletionStage<Void> refresh() {
        return refresh(clock.instant()).thenRun(() -> {});
    }

    private CompletableFuture<State> refresh(Instant now) {
        CompletableFuture<State> mine = new CompletableFuture<>();
        lock.lock();
        try {
            if (fetch != null) {
                return fetch;
            }
            if (!state.rested(now)) {
                return CompletableFuture.completedFuture(state);
            }
            fetch = mine;
        } finally {
            lock.unlock();
        }
        ask().whenComplete((keys, failure) -> done(mine, now, keys, failure));
        return mine;
    }

    private CompletionStage<List<VerificationKey>> ask() {
        try {
            return source.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void done(
            CompletableFuture<State> mine,
            Instant asked,
            @Nullable List<VerificationKey> keys,
            @Nullable Throwable failure) {
        State next;
        lock.lock();
        try {
            next = keys != null ? new State(keys, asked, asked, Optional.empty()) : failed(asked, failure);
            state = next;
            fetch = null;
        } finally {
            lock.unlock();
        }
        mine.complete(next);
    }

    private State failed(Instant asked, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure == null ? new IllegalStateException("no answer and no failure") : failure;
        // A connector that is down answers at once and bothers no server: no need to spare it.
        Instant tried = cause instanceof ConnectorUnavailableException ? Instant.MIN : asked;
        return new State(state.keys, state.since, tried, Optional.of(cause));
    }
}
