package io.caracal.transport;

import io.caracal.core.EventLoops;
import io.caracal.core.LinkReceiver;
import io.caracal.core.NettyLink;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections by Netty's own channels, wherever there is nothing faster. */
final class NettyAcceptor implements Acceptor {
    private static final ChannelOption<Boolean> SHARED = NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

    private final Channel channel;
    private volatile TcpOptions options;
    private final AtomicBoolean pausing = new AtomicBoolean();

    /** @throws IOException if the address cannot be bound */
    NettyAcceptor(
            EventLoops loops, InetSocketAddress address, int backlog, TcpOptions options, boolean beside, Gate gate)
            throws IOException {
        this.options = options;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                // It may yet turn out that it is not wanted.
                .option(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accept(accepted, gate);
                    }
                });
        if (beside) {
            bootstrap.option(SHARED, true);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException refused ? refused : new IOException(bound.cause());
        }
        channel = bound.channel();
    }

    private void accept(Channel accepted, Gate gate) {
        Entrance entrance = gate.enter(() -> (InetSocketAddress) accepted.remoteAddress());
        long delay = gate.delay();
        if (delay > 0 && pausing.compareAndSet(false, true)) {
            pause(gate, delay);
        }
        if (entrance == null) {
            accepted.close();
            return;
        }
        accepted.closeFuture().addListener(closed -> gate.left());
        options.applyTo(accepted);
        switch (entrance) {
            case Entrance.Direct(LinkReceiver receiver) -> accepted.pipeline().addLast(new NettyLink(receiver));
            case Entrance.Staged staged -> staged.begin().accept(accepted);
        }
    }

    @Override
    public void options(TcpOptions others) {
        options = others;
    }

    /** Several come at once, so that there may be more to wait for when the time is over. */
    private void pause(Gate gate, long nanos) {
        channel.config().setAutoRead(false);
        channel.eventLoop().schedule(() -> goOn(gate), nanos, TimeUnit.NANOSECONDS);
    }

    private void goOn(Gate gate) {
        long delay = gate.delay();
        if (delay > 0) {
            pause(gate, delay);
        } else {
            pausing.set(false);
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void start() {
        channel.config().setAutoRead(true);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void sharePort(boolean shared) {
        channel.config().setOption(SHARED, shared);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        // The system goes on taking connections, and resets them, until the selector has looked once more. A task alone
        // may run
        // before it does; a timer that is not due yet cannot.
        for (int turn = 0; turn < 2 && !channel.eventLoop().isShuttingDown(); turn++) {
            channel.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }
}
