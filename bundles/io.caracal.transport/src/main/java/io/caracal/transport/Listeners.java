package io.caracal.transport;

import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.config.PreparedChange;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The listeners that are open. A change of them happens as a whole or not at all; those that it does not concern are untouched. */
final class Listeners implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Opening opening;
    private final Consumer<List<Listener>> changed;
    private final Map<String, AtomicInteger> connections = new ConcurrentHashMap<>();
    private final Semaphore change = new Semaphore(1);
    private volatile Map<String, Listener> open = Map.of();
    private volatile ListenersSettings settings = new ListenersSettings(Map.of());
    private volatile Map<String, Manual> byHand = Map.of();

    /** What an administrator wants of a listener, as long as its settings are these. */
    private record Manual(boolean running, TcpListenerSettings settings) {}

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
    void run(String name, boolean running, boolean anybody) throws ListenerException {
        begin();
        try {
            TcpListenerSettings own = settings.tcp().get(name);
            if (own != null) {
                Map<String, Manual> wanted = new HashMap<>(byHand);
                wanted.put(name, new Manual(running, own));
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

    private ListenersChange change(ListenersSettings next, boolean anybody, Map<String, Manual> hands)
            throws ListenerException {
        Map<String, Manual> valid = new HashMap<>(hands);
        valid.entrySet()
                .removeIf(each -> !each.getValue().settings.equals(next.tcp().get(each.getKey())));
        Map<String, TcpListenerSettings> wanted = new TreeMap<>(next.tcp());
        wanted.entrySet().removeIf(each -> {
            Manual manual = valid.get(each.getKey());
            return manual == null ? !each.getValue().enable() : !manual.running;
        });
        for (Map.Entry<String, TcpListenerSettings> each : wanted.entrySet()) {
            if (each.getValue().authenticated().open(anybody)) {
                refuseUnlessLoopback(each.getKey(), each.getValue());
            }
        }
        return new ListenersChange(opening, open, wanted, this::connections, now -> {
                    settings = next;
                    byHand = Map.copyOf(valid);
                    open = now;
                    changed.accept(open());
                })
                .bind();
    }

    private AtomicInteger connections(String name) {
        return connections.computeIfAbsent(name, _ -> new AtomicInteger());
    }

    /** All listeners of the configuration with what they do now, sorted by name. */
    List<ListenerStatus> status() {
        return settings.tcp().keySet().stream().sorted().map(this::status).toList();
    }

    private ListenerStatus status(String name) {
        TcpListenerSettings own = Objects.requireNonNull(settings.tcp().get(name));
        Listener listener = open.get(name);
        boolean running = listener != null && listener.isOpen();
        return new ListenerStatus(
                "tcp:" + name,
                "tcp",
                name,
                own.bind(),
                Optional.ofNullable(listener).filter(Listener::isOpen).map(Listener::address),
                own.enable(),
                running,
                connections(name).get(),
                own.maxConnections(),
                listener != null && !running
                        ? Optional.of("its socket was closed by the system; restart it")
                        : Optional.empty());
    }

    private static void refuseUnlessLoopback(String name, TcpListenerSettings settings) throws ListenerException {
        InetSocketAddress address = BindAddress.parse(settings.bind());
        if (!address.getAddress().isLoopbackAddress()) {
            throw new OpenToTheWorldException(
                    name,
                    settings,
                    "listener tcp:" + name + " on " + settings.bind()
                            + " would let in anybody, since "
                            + (settings.enableAuthn()
                                    ? "no authentication is configured"
                                    : "its authentication is off (enable_authn)")
                            + ". Either bind it to 127.0.0.1 "
                            + "(listeners.tcp." + name
                            + ".bind) or configure an authentication chain (authentication = [ … ])");
        }
    }

    /** A listener may not be opened as configured. */
    static final class OpenToTheWorldException extends ListenerException {
        private static final long serialVersionUID = 1L;

        OpenToTheWorldException(String name, TcpListenerSettings settings, String message) {
            super(name, settings, message);
        }
    }

    /** Sorted by name. */
    List<Listener> open() {
        return List.copyOf(new TreeMap<>(open).values());
    }

    @Override
    public void close() {
        Map<String, Listener> last = open;
        open = Map.of();
        last.values().forEach(Listener::close);
    }
}
