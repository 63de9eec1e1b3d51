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

    void drop() {
        take();
    }

    /** True once nothing of the authenticator's is held here. */
    boolean dropped() {
        return state.get() == null;
    }
}
