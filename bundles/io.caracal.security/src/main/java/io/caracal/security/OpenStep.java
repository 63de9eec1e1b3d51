package io.caracal.security;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator wants back with the client's answer. The exchange of a client holds this instead of the authenticator's
 * own object, so that retiring the authenticator, or time, can take it away.
 */
final class OpenStep {
    private final LiveAuthenticator authenticator;
    private final AtomicReference<@Nullable Object> state;
    private volatile @Nullable Future<?> expiry;
    private volatile @Nullable Runnable dropping;

    OpenStep(LiveAuthenticator authenticator, Object state) {
        this.authenticator = authenticator;
        this.state = new AtomicReference<>(state);
    }

    LiveAuthenticator authenticator() {
        return authenticator;
    }

    void expireWith(Future<?> timeout) {
        expiry = timeout;
        if (state.get() == null) {
            timeout.cancel(false);
        }
    }

    /** The authenticator's object, once; null if the authenticator is retired or the client took too long. */
    @Nullable
    Object take() {
        Object taken = state.getAndSet(null);
        authenticator.closed(this);
        Future<?> timeout = expiry;
        if (timeout != null) {
            timeout.cancel(false);
        }
        return taken;
    }

    /** Lets go of it: time is over, the client or the authenticator has gone. */
    void drop() {
        take();
        Runnable told = dropping;
        if (told != null) {
            told.run();
        }
    }

    /** @param told runs when it is dropped, at once if it is already; maybe more than once */
    void whenDropped(Runnable told) {
        dropping = told;
        if (state.get() == null) {
            told.run();
        }
    }

    /** True once nothing of the authenticator's is held here. */
    boolean dropped() {
        return state.get() == null;
    }
}
