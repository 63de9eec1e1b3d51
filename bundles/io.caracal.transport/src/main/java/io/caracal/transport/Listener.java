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

/** One listener over TCP: bound when it is made, at work from {@link #start} to {@link #close}. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** What may be written and not yet taken by the client's system, before messages wait in the session instead. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final ListenerInfo info;
    private final AtomicInteger connections;
    private volatile TcpListenerSettings settings;
    private final Channel channel;

    /**
     * Binds it.
     *
     * @param connections how many there are already by this name
     * @param beside whether another listener of ours is bound to the same port
     * @throws ListenerException if the address cannot be bound
     */
    Listener(String name, TcpListenerSettings settings, Opening opening, AtomicInteger connections, boolean beside)
            throws ListenerException {
        this.info = new ListenerInfo("tcp:" + name);
        this.settings = settings;
        this.connections = connections;
        EventLoops loops = opening.loops();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                // It may yet turn out that it is not wanted.
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accept(accepted, opening.handlers());
                    }
                });
        if (beside) {
            bootstrap.option(SharedPort.option(loops), true);
        }
        ChannelFuture bound = bootstrap.bind(BindAddress.parse(settings.bind())).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenerException(
                    name,
                    settings,
                    "listener " + info.id() + " cannot be opened on " + settings.bind() + ": "
                            + bound.cause().getMessage() + ". Another program may use the port (listeners.tcp." + name
                            + ".bind)",
                    bound.cause());
        }
        channel = bound.channel();
    }

    /** What it takes to open listeners. */
    record Opening(EventLoops loops, ConnectionHandlers handlers) {}

    /** Takes connections from now on. */
    void start() {
        channel.config().setAutoRead(true);
    }

    /** Whether it can go on with other settings as it is. */
    boolean fits(TcpListenerSettings wanted) {
        return BindAddress.parse(wanted.bind()).equals(BindAddress.parse(settings.bind()));
    }

    /** Goes on with other settings that {@link #fits fit}. */
    void follow(TcpListenerSettings wanted) {
        settings = wanted;
    }

    /** Lets another listener of ours bind the same port, or no longer. */
    void sharePort(EventLoops loops, boolean shared) {
        channel.config().setOption(SharedPort.option(loops), shared);
    }

    /** How many there are by this name. */
    AtomicInteger connections() {
        return connections;
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

    boolean isOpen() {
        return channel.isOpen();
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
        // With NIO the system goes on taking connections, and resets them, until the selector has looked once more.
        for (int turn = 0; turn < 2 && !channel.eventLoop().isShuttingDown(); turn++) {
            channel.eventLoop().submit(() -> {}).awaitUninterruptibly();
        }
    }
}
