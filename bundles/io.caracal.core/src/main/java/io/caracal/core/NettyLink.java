package io.caracal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a Netty channel, whatever is before it in the pipeline. It is open from {@link #channelActive} on, which handlers
 * that have something to settle with the client first put off until they are done.
 */
public class NettyLink extends ChannelInboundHandlerAdapter implements Link {
    /** Room for a few small packets. */
    private static final int FIRST = 512;

    private final LinkReceiver receiver;
    private final PeerInfo peer;
    private @Nullable ChannelHandlerContext context;

    /** A handler for one channel, to be added before the channel becomes active. */
    public NettyLink(LinkReceiver receiver) {
        this(receiver, PeerInfo.NONE);
    }

    /** A handler for one channel of whose client more is known. */
    public NettyLink(LinkReceiver receiver, PeerInfo peer) {
        this.receiver = receiver;
        this.peer = peer;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext current = context;
        if (current == null) {
            throw new IllegalStateException("the channel is not open yet");
        }
        return current;
    }

    private Channel channel() {
        return context().channel();
    }

    // What the channel tells

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        receiver.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            receiver.received(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        receiver.writabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        receiver.failed(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        receiver.closed();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ReferenceCountUtil.release(event);
    }

    // What is asked of it

    @Override
    public EventLoop eventLoop() {
        return channel().eventLoop();
    }

    @Override
    public ByteBufAllocator alloc() {
        return context().alloc();
    }

    @Override
    public ByteBuf buffer() {
        return alloc().directBuffer(FIRST);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return peer.address()
                .orElseGet(() -> channel().remoteAddress() instanceof InetSocketAddress address
                        ? address
                        : InetSocketAddress.createUnresolved("unknown", 0));
    }

    @Override
    public PeerInfo peer() {
        return peer;
    }

    @Override
    public int localPort() {
        return channel().localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    }

    @Override
    public void reading(boolean wanted) {
        channel().config().setAutoRead(wanted);
    }

    @Override
    public void write(ByteBuf bytes) {
        context().write(bytes, context().voidPromise());
    }

    @Override
    public void flush() {
        context().flush();
        if (waiting() > 0) {
            receiver.blocked();
        }
    }

    @Override
    public long waiting() {
        ChannelOutboundBuffer buffer = channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public boolean writable() {
        return channel().isWritable();
    }

    @Override
    public void endOutput() {
        farewell(context()).addListener(written -> {
            if (channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
    }

    /**
     * Writes and flushes what a client is told before nothing follows any more, behind all that waits.
     *
     * @return done when it has gone out
     */
    protected ChannelFuture farewell(ChannelHandlerContext ctx) {
        return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void close() {
        context().close();
    }

    @Override
    public void moveTo(EventLoop other, Consumer<@Nullable Throwable> done) {
        Channel channel = channel();
        channel.deregister()
                .addListener(gone -> other.register(channel).addListener(there -> done.accept(there.cause())));
    }
}
