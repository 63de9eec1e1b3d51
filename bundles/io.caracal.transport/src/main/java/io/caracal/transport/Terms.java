package io.caracal.transport;

import io.caracal.core.ListenerInfo;
import io.caracal.core.Mountpoint;
import io.caracal.transport.proxy.ProxyStage;
import io.caracal.transport.stage.Stage;
import io.caracal.transport.tls.TlsEnvironment;
import io.caracal.transport.tls.TlsException;
import io.caracal.transport.tls.TlsSettings;
import io.caracal.transport.tls.TlsStage;
import io.caracal.transport.websocket.WebsocketStage;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a listener goes by: its settings, and all that was made of them. Connections that come meet the terms of that moment.
 *
 * @param access who may connect
 * @param stages what clients pass before MQTT begins
 */
record Terms(
        ListenerInfo info, ListenerSettings settings, AccessRules access, Optional<TlsStage> tls, List<Stage> stages) {
    /**
     * Makes what the settings ask for.
     *
     * @param before the terms until now, of which what stays the same goes on; null if there are none
     * @throws ListenerException if something cannot be made, certificates above all
     */
    static Terms of(ListenerId id, ListenerSettings settings, TlsEnvironment environment, @Nullable Terms before)
            throws ListenerException {
        List<Stage> stages = new ArrayList<>();
        AccessRules access = AccessRules.parse(settings.common().accessRules());
        Optional<TlsStage> tls = Optional.empty();
        ProxySettings proxy = settings.common().proxy();
        if (proxy.proxyProtocol()) {
            stages.add(new ProxyStage(id.toString(), proxy.proxyProtocolTimeout(), access::allows));
        }
        if (settings.tls().isPresent()) {
            tls = Optional.of(tls(id, settings.tls().get(), environment, before));
            stages.add(tls.get());
        }
        settings.overWebsocket().ifPresent(websocket -> stages.add(new WebsocketStage(websocket)));
        return new Terms(info(id, settings.common()), settings, access, tls, List.copyOf(stages));
    }

    private static ListenerInfo info(ListenerId id, CommonSettings common) {
        return new ListenerInfo(id.toString(), common.zone(), Mountpoint.parse(common.mountpoint()));
    }

    /** With the same settings the same one, so that tickets that clients have stay valid. */
    private static TlsStage tls(ListenerId id, TlsSettings settings, TlsEnvironment environment, @Nullable Terms before)
            throws ListenerException {
        try {
            Optional<TlsStage> present = before == null ? Optional.empty() : before.tls();
            if (present.isPresent() && present.get().settings().equals(settings)) {
                return present.get();
            }
            return new TlsStage(settings, environment);
        } catch (TlsException e) {
            throw new ListenerException(
                    id.path() + ".ssl_options." + e.key(),
                    e.value(),
                    "listener " + id + " cannot be opened: " + e.getMessage() + " (" + id.path() + ".ssl_options."
                            + e.key() + ")",
                    e);
        }
    }

    /** Whether somebody may connect from there. Behind a proxy that is found out when the client's address is known. */
    boolean admits(Supplier<InetSocketAddress> from) {
        return access.open()
                || settings.common().proxy().proxyProtocol()
                || access.allows(from.get().getAddress());
    }

    /** Whether connections have nothing between the socket and MQTT. */
    boolean direct() {
        return stages.isEmpty() && settings.common().tcpOptions().standardWatermark();
    }
}
