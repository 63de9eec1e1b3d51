package io.caracal.transport;

import io.caracal.core.EventLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** One event loop of a kind. */
record TestLoops(EventLoopGroup group, String transport) implements EventLoops, AutoCloseable {
    static TestLoops of(String transport) {
        boolean epoll = transport.equals("epoll");
        Assumptions.assumeTrue(!epoll || Epoll.isAvailable(), "epoll is not available here");
        return new TestLoops(
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()),
                transport);
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return transport.equals("epoll") ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
