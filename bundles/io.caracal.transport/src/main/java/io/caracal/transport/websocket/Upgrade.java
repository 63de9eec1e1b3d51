package io.caracal.transport.websocket;

import io.caracal.core.PeerInfo;
import io.caracal.transport.stage.Passage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the request of one client, and makes room for frames. */
final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

    private final WebsocketSettings settings;
    private final Passage passage;
    private @Nullable Future<?> timeout;

    Upgrade(WebsocketSettings settings, Passage passage) {
        this.settings = settings;
        this.passage = passage;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timeout = ctx.executor()
                .schedule(
                        () -> {
                            LOG.debug(
                                    "peer={} did not ask for WebSocket in time",
                                    ctx.channel().remoteAddress());
                            ctx.close();
                        },
                        settings.handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest http) {
        UpgradeRequest request = new UpgradeRequest(http, settings);
        UpgradeRequest.Refusal refusal = request.refusal();
        if (refusal == null) {
            grant(ctx, http, request.forwarded().map(passage.peer()::at).orElseGet(passage::peer));
        } else {
            refuse(ctx, refusal);
        }
    }

    private void grant(ChannelHandlerContext ctx, FullHttpRequest http, PeerInfo known) {
        WebSocketServerHandshaker13 handshaker = new WebSocketServerHandshaker13(
                settings.mqttPath(),
                String.join(",", settings.supportedSubprotocols()),
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(settings.maxFrameSize().intValue())
                        .allowExtensions(settings.compress())
                        .withUTF8Validator(false)
                        .build());
        handshaker.handshake(ctx.channel(), http).addListener(answered -> {
            if (answered.isSuccess()) {
                ctx.pipeline().replace(this, null, new Frames());
                passage.next(ctx.channel(), known);
            } else {
                LOG.debug(
                        "peer={} WebSocket handshake failed: {}",
                        ctx.channel().remoteAddress(),
                        String.valueOf(answered.cause()));
                ctx.close();
            }
        });
    }

    private static void refuse(ChannelHandlerContext ctx, UpgradeRequest.Refusal refusal) {
        LOG.debug("peer={} WebSocket refused: {}", ctx.channel().remoteAddress(), refusal.reason());
        ByteBuf text = ByteBufUtil.writeUtf8(ctx.alloc(), refusal.reason() + "\n");
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), text);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, "websocket")
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("peer={} WebSocket handshake broken off: {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
