package io.caracal.transport.proxy;

import io.caracal.transport.stage.Passage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the header of one connection, and takes itself out of the way when it is there. */
final class ProxyHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHandler.class);

    private final ProxyStage stage;
    private final Passage passage;
    private @Nullable ByteBuf partial;
    private @Nullable Future<?> timeout;

    ProxyHandler(ProxyStage stage, Passage passage) {
        this.stage = stage;
        this.passage = passage;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        timeout = ctx.executor().schedule(() -> late(ctx), stage.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void late(ChannelHandlerContext ctx) {
        refuse(ctx, "no complete PROXY header within " + stage.timeout().toMillis() + " ms (proxy_protocol_timeout)");
    }

    private void refuse(ChannelHandlerContext ctx, String why) {
        LOG.info("peer={} listener={} closed: {}", ctx.channel().remoteAddress(), stage.listener(), why);
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = joined(ctx, (ByteBuf) message);
        ProxyHeader header;
        try {
            header = ctx.channel().isActive() ? ProxyHeaders.read(in) : null;
        } catch (ProxyHeaderException e) {
            release();
            refuse(ctx, String.valueOf(e.getMessage()));
            return;
        }
        if (header == null) {
            return;
        }
        if (stage.admits(header)) {
            pass(ctx, in, header);
        } else {
            release();
            refuse(ctx, header.source().orElseThrow() + " may not connect (access_rules)");
        }
    }

    private ByteBuf joined(ChannelHandlerContext ctx, ByteBuf more) {
        ByteBuf before = partial;
        if (before == null) {
            partial = more;
            return more;
        }
        ByteBuf all = ctx.alloc().buffer(before.readableBytes() + more.readableBytes());
        all.writeBytes(before).writeBytes(more);
        before.release();
        more.release();
        partial = all;
        return all;
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf in, ProxyHeader header) {
        partial = null;
        stop();
        LOG.debug(
                "peer={} listener={} came by the proxy {} uniqueId={}",
                header.source().map(Object::toString).orElse("the proxy"),
                stage.listener(),
                ctx.channel().remoteAddress(),
                header.uniqueId().orElse(""));
        passage.next(ctx.channel(), ProxyStage.peer(header));
        ctx.pipeline().remove(this);
        if (in.isReadable()) {
            ctx.fireChannelRead(in);
        } else {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        LOG.debug(
                "peer={} listener={} left before its PROXY header",
                ctx.channel().remoteAddress(),
                stage.listener());
        stop();
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug(
                "peer={} listener={} broke before its PROXY header: {}",
                ctx.channel().remoteAddress(),
                stage.listener(),
                cause.toString());
        ctx.close();
    }

    private void stop() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    private void release() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
