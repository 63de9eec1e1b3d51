package io.caracal.transport.stage;

import io.caracal.core.LinkReceiver;
import io.caracal.core.NettyLink;
import io.caracal.core.PeerInfo;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandler;

/** The link of a client that passed stages, which have a word to say when it ends. */
final class StagedLink extends NettyLink {
    StagedLink(LinkReceiver receiver, PeerInfo peer) {
        super(receiver, peer);
    }

    /** WebSocket is ended by a frame (RFC 6455, section 7.1.2), and TLS in order, so that the client knows that nothing was cut off (RFC 8446, section 6.1). */
    @Override
    protected ChannelFuture farewell(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(WebSocket13FrameEncoder.class) != null) {
            ctx.write(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE), ctx.voidPromise());
        }
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
        return tls == null ? written : tls.closeOutbound();
    }
}
