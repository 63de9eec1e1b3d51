package io.caracal.transport;

import io.caracal.core.ConnectionHandlers;
import io.caracal.core.EventLoops;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open listener over TCP. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** What may be written and not yet taken by the client's system, before messages wait in the session instead. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final ListenerInfo info;
    private final TcpListenerSettings settings;
    private final AtomicInteger connections = new AtomicInteger();
    private final Channel channel;

    /**
     * Opens it.
     *
     * @throws ListenerException if the address cannot be bound
     */
    Listener(String name, TcpListenerSettings settings, EventLoops loops, ConnectionHandlers handlers)
            throws ListenerException {
        this.info = new ListenerInfo("tcp:" + name);
        this.settings = settings;
        InetSocketAddress address = BindAddress.parse(settings.bind());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accept(accepted, handlers);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenerException(
                    "listener " + info.id() + " cannot be opened on " + settings.bind() + ": "
                            + bound.cause().getMessage() + ". Another program may use the port (listeners.tcp." + name
                            + ".bind)",
                    bound.cause());
        }
        channel = bound.channel();
    }

    private void accept(Channel accepted, ConnectionHandlers handlers) {
        int limit = settings.maxConnections();
        if (connections.incrementAndGet() > limit && limit > 0) {
            connections.decrementAndGet();
            LOG.warn(
                    "listener={} has {} connections already, another is turned away (max_connections)",
                    info.id(),
                    limit);
            accepted.close();
            return;
        }
        accepted.closeFuture().addListener(closed -> connections.decrementAndGet());
        accepted.pipeline().addLast(handlers.handler(info));
    }

    String id() {
        return info.id();
    }

    /** Where it really listens, which tells the port if 0 was asked for. */
    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** {@code tcp:default 127.0.0.1:1883}. */
    String description() {
        InetSocketAddress at = address();
        String host = at.getAddress().getHostAddress();
        return id() + " " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    /** Takes no more connections; those that are there stay. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
