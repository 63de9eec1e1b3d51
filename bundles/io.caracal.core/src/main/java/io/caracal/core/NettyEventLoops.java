package io.caracal.core;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loops over epoll where its native library is present, over NIO elsewhere. */
final class NettyEventLoops implements EventLoops, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NettyEventLoops.class);

    private final EventLoopGroup group;
    private final boolean epoll;

    NettyEventLoops(NodeSettings settings) {
        int loops = settings.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : settings.eventLoops();
        epoll = switch (settings.transport()) {
            case NIO -> false;
            case AUTO -> Epoll.isAvailable();
            case EPOLL -> {
                Epoll.ensureAvailability();
                yield true;
            }
        };
        group = new MultiThreadIoEventLoopGroup(
                loops,
                new DefaultThreadFactory("caracal-loop"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    @Override
    public EventLoopGroup group() {
        return group;
    }

    /** The single loops, in a stable order. */
    List<EventLoop> all() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        return loops;
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    @Override
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    @Override
    public void close() {
        if (!group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS)) {
            LOG.warn("the event loops did not end within 10 s");
        }
    }
}
