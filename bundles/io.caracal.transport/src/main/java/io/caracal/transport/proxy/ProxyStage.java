package io.caracal.transport.proxy;

import io.caracal.core.PeerInfo;
import io.caracal.transport.stage.Passage;
import io.caracal.transport.stage.Stage;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what a proxy tells of each client, before the client itself is heard. */
public final class ProxyStage implements Stage {
    private final String listener;
    private final Duration timeout;
    private final Predicate<InetAddress> admitted;

    /**
     * The stage of one listener.
     *
     * @param listener its id, for the log
     * @param timeout how long a header may take
     * @param admitted whether a client with an address may connect
     */
    public ProxyStage(String listener, Duration timeout, Predicate<InetAddress> admitted) {
        this.listener = listener;
        this.timeout = timeout;
        this.admitted = admitted;
    }

    @Override
    public void begin(Channel channel, Passage passage) {
        channel.pipeline().addLast(new ProxyHandler(this, passage));
    }

    String listener() {
        return listener;
    }

    Duration timeout() {
        return timeout;
    }

    /** Whether the client that the proxy names may connect; a proxy that speaks for itself may. */
    boolean admits(ProxyHeader header) {
        return header.source()
                .map(InetSocketAddress::getAddress)
                .filter(address -> !admitted.test(address))
                .isEmpty();
    }

    /** What is known of a client behind the header. */
    static PeerInfo peer(ProxyHeader header) {
        return new PeerInfo(
                header.source(),
                Optional.empty(),
                Optional.empty(),
                header.tls().flatMap(ProxyHeader.Tls::commonName),
                header.tls().flatMap(ProxyHeader.Tls::version),
                header.serverName(),
                header.uniqueId());
    }
}
