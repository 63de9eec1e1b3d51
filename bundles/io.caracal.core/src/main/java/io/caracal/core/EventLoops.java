package io.caracal.core;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import org.osgi.annotation.versioning.ProviderType;

/** The event loops of the broker, shared by all transports: one loop owns a session and everything that happens to it. */
@ProviderType
public interface EventLoops {
    /** The loops for connections and for accepting them. */
    EventLoopGroup group();

    /** The kind of server socket that fits {@link #group()}. */
    Class<? extends ServerChannel> serverChannel();

    /** {@code epoll} or {@code nio}. */
    String transport();
}
