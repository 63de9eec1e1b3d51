package io.caracal.transport;

import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.broker.OperationFailedException;
import io.caracal.transport.tls.TlsException;
import io.caracal.transport.tls.TlsStage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** The listeners for administrators. Opening and closing wait for event loops and for other changes, so each has a thread of its own. */
final class ListenerControl implements io.caracal.api.broker.Listeners {
    private final Listeners listeners;
    private final BooleanSupplier anybody;

    /** @param anybody whether the broker has no authentication chain now */
    ListenerControl(Listeners listeners, BooleanSupplier anybody) {
        this.listeners = listeners;
        this.anybody = anybody;
    }

    @Override
    public List<ListenerStatus> list() {
        return listeners.status();
    }

    @Override
    public Optional<ListenerStatus> get(String id) {
        return listeners.status().stream()
                .filter(listener -> listener.id().equals(id))
                .findFirst();
    }

    @Override
    public CompletionStage<Optional<ListenerStatus>> start(String id) {
        return change(id, true);
    }

    @Override
    public CompletionStage<Optional<ListenerStatus>> stop(String id) {
        return change(id, false);
    }

    @Override
    public CompletionStage<Optional<ListenerStatus>> restart(String id) {
        return change(id, false, true);
    }

    @Override
    public CompletionStage<Integer> endHandshakes(String id) {
        return listeners.endHandshakes(id);
    }

    @Override
    public CompletionStage<Optional<ListenerStatus>> reload(String id) {
        Optional<ListenerStatus> present = get(id);
        if (present.isEmpty()) {
            return CompletableFuture.completedFuture(present);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    TlsStage tls = listeners.tls().get(id);
                    if (tls == null) {
                        throw new OperationFailedException("listener " + id + " has no TLS, or is not open");
                    }
                    try {
                        tls.reload();
                    } catch (TlsException e) {
                        throw new OperationFailedException(
                                "listener " + id + " goes on with the certificates it has: " + e.getMessage(), e);
                    }
                    return get(id);
                },
                Thread::startVirtualThread);
    }

    private CompletionStage<Optional<ListenerStatus>> change(String id, boolean... states) {
        Optional<ListenerStatus> present = get(id);
        if (present.isEmpty()) {
            return CompletableFuture.completedFuture(present);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    for (boolean running : states) {
                        run(id(present.get()), running);
                    }
                    return get(id);
                },
                Thread::startVirtualThread);
    }

    private static ListenerId id(ListenerStatus status) {
        return new ListenerId(ListenerType.valueOf(status.type().toUpperCase(Locale.ROOT)), status.name());
    }

    private void run(ListenerId id, boolean running) {
        try {
            listeners.run(id, running, anybody.getAsBoolean());
        } catch (ListenerException e) {
            throw new OperationFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
