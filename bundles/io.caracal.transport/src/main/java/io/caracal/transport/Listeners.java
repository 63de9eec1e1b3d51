package io.caracal.transport;

import io.caracal.api.config.PreparedChange;
import io.caracal.transport.Listener.Opening;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The listeners that are open. A change of them happens as a whole or not at all; those that it does not concern are untouched. */
final class Listeners implements AutoCloseable {
    private final Opening opening;
    private final Consumer<List<Listener>> changed;
    private volatile Map<String, Listener> open = Map.of();

    /** @param changed is told which listeners are open, each time that they are others */
    Listeners(Opening opening, Consumer<List<Listener>> changed) {
        this.opening = opening;
        this.changed = changed;
    }

    /**
     * Binds what is not open yet; clients notice nothing before the commit, which lets them in and closes what is not wanted any more.
     * One change at a time.
     *
     * @param anybody true if no authentication is configured, so that every client is let in
     * @throws ListenerException if one cannot be opened, or may not be; all is as before
     */
    PreparedChange prepare(ListenersSettings settings, boolean anybody) throws ListenerException {
        Map<String, TcpListenerSettings> wanted = new TreeMap<>(settings.tcp());
        wanted.values().removeIf(each -> !each.enable());
        if (anybody) {
            for (Map.Entry<String, TcpListenerSettings> each : wanted.entrySet()) {
                refuseUnlessLoopback(each.getKey(), each.getValue());
            }
        }
        return new ListenersChange(opening, open, wanted, this::replace).bind();
    }

    private void replace(Map<String, Listener> now) {
        open = now;
        changed.accept(open());
    }

    private static void refuseUnlessLoopback(String name, TcpListenerSettings settings) throws ListenerException {
        InetSocketAddress address = BindAddress.parse(settings.bind());
        if (!address.getAddress().isLoopbackAddress()) {
            throw new OpenToTheWorldException("listener tcp:" + name + " on " + settings.bind()
                    + " would let in anybody, since no authentication is configured. Either bind it to 127.0.0.1 "
                    + "(listeners.tcp." + name
                    + ".bind) or configure an authentication chain (authentication = [ … ])");
        }
    }

    /** A listener may not be opened as configured. */
    static final class OpenToTheWorldException extends ListenerException {
        private static final long serialVersionUID = 1L;

        OpenToTheWorldException(String message) {
            super(message);
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
