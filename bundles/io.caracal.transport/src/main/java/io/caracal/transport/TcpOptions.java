package io.caracal.transport;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.core.Link;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.Optional;

/** What the system is asked for on the sockets of clients: {@code tcp_options} of a listener. */
@Applies(Applies.When.NEW_CONNECTIONS)
public record TcpOptions(
        @Description("Whether small packets go out at once instead of waiting for more (TCP_NODELAY).") @Default("true")
        boolean nodelay,

        @Description(
                "Whether the system asks silent clients for a sign of life, at intervals of its own (SO_KEEPALIVE).")
        @Default("false")
        boolean keepalive,

        @Description("What the system keeps for a client that reads slowly; disabled for as much as it thinks right.")
        @Default("disabled")
        @Range(min = 1024)
        Optional<Bytes> sndbuf,

        @Description(
                "What the system takes from a client before the broker reads it; disabled for as much as it thinks right.")
        @Default("disabled")
        @Range(min = 1024)
        Optional<Bytes> recbuf,

        @Description(
                "How much may wait in the broker for a client that reads slowly, before its messages stay in the queue of its session.")
        @Default("256KB")
        @Range(min = 4096)
        Bytes highWatermark) {

    /** The defaults. */
    static TcpOptions standard() {
        return new TcpOptions(true, false, Optional.empty(), Optional.empty(), new Bytes(Link.HIGH_WATER));
    }

    /** Whether connections have the water marks that every link has. */
    boolean standardWatermark() {
        return highWatermark.value() == Link.HIGH_WATER;
    }

    /** Sets what sockets inherit from the one that listens, as they do on Linux. */
    void applyTo(Socket listening) throws IOException {
        listening.setTcpNoDelay(nodelay);
        listening.setKeepAlive(keepalive);
        if (sndbuf.isPresent()) {
            listening.setSendBufferSize(sndbuf.get().intValue());
        }
        if (recbuf.isPresent()) {
            listening.setReceiveBufferSize(recbuf.get().intValue());
        }
    }

    /** Sets what a channel does not inherit. */
    void applyWatermark(Channel channel) {
        int high = highWatermark.intValue();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(Math.min(Link.LOW_WATER, high / 2), high));
    }

    /** Sets all of it. */
    void applyTo(Channel channel) {
        applyWatermark(channel);
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.TCP_NODELAY, nodelay);
        config.setOption(ChannelOption.SO_KEEPALIVE, keepalive);
        sndbuf.ifPresent(bytes -> config.setOption(ChannelOption.SO_SNDBUF, bytes.intValue()));
        recbuf.ifPresent(bytes -> config.setOption(ChannelOption.SO_RCVBUF, bytes.intValue()));
    }
}
