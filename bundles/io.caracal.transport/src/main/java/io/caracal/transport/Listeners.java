package io.caracal.transport;

import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.config.PreparedChange;
import io.caracal.transport.tls.TlsStage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The listeners that are open. A change of them happens as a whole or not at all; those that it does not concern are untouched. */
final class Listeners implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Opening opening;
    private final Consumer<List<Listener>> changed;
    private final Map<ListenerId, Arrivals> arrivals = new ConcurrentHashMap<>();
    private final Semaphore change = new Semaphore(1);
    private volatile Map<ListenerId, Listener> open = Map.of();
    private volatile ListenersSettings settings = ListenersSettings.none();
    private volatile Map<ListenerId, Manual> byHand = Map.of();
    private volatile boolean closed;

    /** What an administrator wants of a listener, as long as its settings are these. */
    private record Manual(boolean running, ListenerSettings settings) {}

    /** @param changed is told which listeners are open, each time that they are others */
    Listeners(Opening opening, Consumer<List<Listener>> changed) {
        this.opening = opening;
        this.changed = changed;
    }

    /**
     * Binds what is not open yet; clients notice nothing before the commit, which lets them in and closes what is not wanted any more.
     * One change at a time.
     *
     * @param anybody true if the broker has no authentication chain, so that every client is let in by a listener that has none either
     * @throws ListenerException if one cannot be opened, or may not be; all is as before
     */
    PreparedChange prepare(ListenersSettings next, boolean anybody) throws ListenerException {
        begin();
        try {
            ListenersChange prepared = change(next, anybody, byHand);
            return PreparedChange.of(() -> last(prepared::commit), () -> last(prepared::abort));
        } catch (ListenerException | RuntimeException e) {
            change.release();
            throw e;
        }
    }

    /**
     * Opens or closes one listener until its settings change, whether they enable it or not.
     *
     * @throws ListenerException if it cannot be opened, or may not be; all is as before
     */
    void run(ListenerId id, boolean running, boolean anybody) throws ListenerException {
        begin();
        try {
            ListenerSettings own = settings.all().get(id);
            if (own != null) {
                Map<ListenerId, Manual> wanted = new HashMap<>(byHand);
                wanted.put(id, new Manual(running, own));
                change(settings, anybody, wanted).commit();
            }
        } finally {
            change.release();
        }
    }

    private void last(Runnable step) {
        try {
            step.run();
        } finally {
            change.release();
        }
    }

    private void begin() throws ListenerException {
        try {
            if (change.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ListenerException("another change of the listeners is under way; try again when it is over");
    }

    private ListenersChange change(ListenersSettings next, boolean anybody, Map<ListenerId, Manual> hands)
            throws ListenerException {
        Map<ListenerId, ListenerSettings> wanted = sorted(next.all());
        Map<ListenerId, Manual> valid = new HashMap<>(hands);
        valid.entrySet().removeIf(each -> !each.getValue().settings.equals(wanted.get(each.getKey())));
        wanted.entrySet().removeIf(each -> {
            Manual manual = valid.get(each.getKey());
            return manual == null ? !each.getValue().common().enable() : !manual.running;
        });
        for (Map.Entry<ListenerId, ListenerSettings> each : wanted.entrySet()) {
            if (each.getValue().common().authenticated().open(anybody)) {
                refuseUnlessLoopback(each.getKey(), each.getValue());
            }
        }
        return new ListenersChange(opening, open, wanted, this::arrivals, now -> {
                    settings = next;
                    byHand = Map.copyOf(valid);
                    open = now;
                    if (closed) {
                        close();
                    } else {
                        changed.accept(open());
                    }
                })
                .bind();
    }

    private Arrivals arrivals(ListenerId id) {
        return arrivals.computeIfAbsent(id, _ -> new Arrivals());
    }

    /**
     * Closes the connections by a listener with which MQTT has not begun.
     *
     * @param id of a listener that is open, or was
     * @return how many there were
     */
    CompletionStage<Integer> endHandshakes(String id) {
        return arrivals.entrySet().stream()
                .filter(each -> each.getKey().toString().equals(id))
                .findFirst()
                .map(each -> each.getValue().endHandshakes(opening.loops()))
                .orElseGet(() -> CompletableFuture.completedFuture(0));
    }

    /** All listeners of the configuration with what they do now, sorted by id. */
    List<ListenerStatus> status() {
        return sorted(settings.all()).entrySet().stream()
                .map(each -> status(each.getKey(), each.getValue()))
                .toList();
    }

    private static <T> Map<ListenerId, T> sorted(Map<ListenerId, T> listeners) {
        Map<ListenerId, T> sorted = new TreeMap<>(Comparator.comparing(ListenerId::toString));
        sorted.putAll(listeners);
        return sorted;
    }

    private ListenerStatus status(ListenerId id, ListenerSettings own) {
        Listener listener = open.get(id);
        boolean running = listener != null && listener.isOpen();
        return new ListenerStatus(
                id.toString(),
                id.type().key(),
                id.name(),
                own.bind(),
                listener != null && running ? listener.addresses() : List.of(),
                own.common().enable(),
                running,
                arrivals(id).count().get(),
                own.common().maxConnections(),
                listener != null && !running
                        ? Optional.of("its socket was closed by the system; restart it")
                        : Optional.empty());
    }

    private static void refuseUnlessLoopback(ListenerId id, ListenerSettings settings) throws ListenerException {
        if (!BindAddress.parseAll(settings.bind()).stream()
                .allMatch(address -> address.getAddress().isLoopbackAddress())) {
            throw new OpenToTheWorldException(
                    id,
                    settings,
                    "listener " + id + " on " + settings.bind()
                            + " would let in anybody, since "
                            + (settings.common().enableAuthn()
                                    ? "no authentication is configured"
                                    : "its authentication is off (enable_authn)")
                            + ". Either bind it to 127.0.0.1 "
                            + "(" + id.path()
                            + ".bind) or configure an authentication chain (authentication = [ … ])");
        }
    }

    /** A listener may not be opened as configured. */
    static final class OpenToTheWorldException extends ListenerException {
        private static final long serialVersionUID = 1L;

        OpenToTheWorldException(ListenerId id, ListenerSettings settings, String message) {
            super(id, settings, message);
        }
    }

    /** The TLS of those that are open, by id. */
    Map<String, TlsStage> tls() {
        Map<String, TlsStage> stages = new TreeMap<>();
        open.forEach((id, listener) -> listener.terms().tls().ifPresent(tls -> stages.put(id.toString(), tls)));
        return stages;
    }

    /** Sorted by id. */
    List<Listener> open() {
        return List.copyOf(sorted(open).values());
    }

    /** For good: a change that is under way opens nothing any more. */
    @Override
    public void close() {
        closed = true;
        Map<ListenerId, Listener> last = open;
        open = Map.of();
        last.values().forEach(Listener::close);
    }
}
