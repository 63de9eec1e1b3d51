package io.caracal.transport;

import io.caracal.core.EventLoops;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.StandardSocketOptions;

/**
 * Two sockets on one port, for the moment in which a listener moves from 127.0.0.1 to 0.0.0.0 or back. It is allowed only then and
 * only for sockets of ours: if it always were, a second broker could take half of the connections unnoticed.
 */
final class SharedPort {
    private SharedPort() {}

    static ChannelOption<Boolean> option(EventLoops loops) {
        return loops.transport().equals("epoll")
                ? EpollChannelOption.SO_REUSEPORT
                : NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
    }
}
