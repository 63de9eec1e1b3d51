package io.caracal.transport;

import io.caracal.core.ConnectionHandlers;
import io.caracal.core.EventLoops;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All listeners of the configuration: either all of them open, or none. */
final class Listeners implements AutoCloseable {
    private final List<Listener> open = new ArrayList<>();

    /**
     * Opens every enabled listener.
     *
     * @param anybody true if no authentication is configured, so that every client is let in
     * @throws ListenerException if one cannot be opened, or may not be; the others are closed again
     */
    Listeners(ListenersSettings settings, boolean anybody, EventLoops loops, ConnectionHandlers handlers)
            throws ListenerException {
        Map<String, TcpListenerSettings> wanted = new TreeMap<>(settings.tcp());
        for (Map.Entry<String, TcpListenerSettings> each : wanted.entrySet()) {
            if (each.getValue().enable() && anybody) {
                refuseUnlessLoopback(each.getKey(), each.getValue());
            }
        }
        try {
            for (Map.Entry<String, TcpListenerSettings> each : wanted.entrySet()) {
                if (each.getValue().enable()) {
                    open.add(new Listener(each.getKey(), each.getValue(), loops, handlers));
                }
            }
        } catch (ListenerException e) {
            close();
            throw e;
        }
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

    List<Listener> open() {
        return List.copyOf(open);
    }

    @Override
    public void close() {
        open.forEach(Listener::close);
        open.clear();
    }
}
