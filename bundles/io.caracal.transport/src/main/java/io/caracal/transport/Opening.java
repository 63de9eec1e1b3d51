package io.caracal.transport;

import io.caracal.core.Connections;
import io.caracal.core.EventLoops;
import io.caracal.transport.tls.TlsEnvironment;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What it takes to open listeners: the loops, and who speaks on the connections. */
final class Opening {
    private final EventLoops loops;
    private final Connections connections;
    private final TlsEnvironment tls;
    private final Optional<LoopBuffers.All> epoll;

    Opening(EventLoops loops, Connections connections, TlsEnvironment tls) {
        this.tls = tls;
        this.loops = loops;
        this.connections = connections;
        this.epoll =
                loops.transport().equals("epoll") ? Optional.of(new LoopBuffers.All(loops.group())) : Optional.empty();
    }

    EventLoopGroup loops() {
        return loops.group();
    }

    TlsEnvironment tls() {
        return tls;
    }

    Connections connections() {
        return connections;
    }

    /**
     * Binds a socket.
     *
     * @param beside whether another socket of ours is bound to the same port
     * @throws IOException if the address cannot be bound
     */
    Acceptor acceptor(InetSocketAddress address, int backlog, TcpOptions options, boolean beside, Acceptor.Gate gate)
            throws IOException {
        return epoll.isPresent()
                ? new EpollAcceptor(loops.group(), epoll.get(), address, backlog, options, beside, gate)
                : new NettyAcceptor(loops, address, backlog, options, beside, gate);
    }
}
