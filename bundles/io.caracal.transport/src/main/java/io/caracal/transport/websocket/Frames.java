package io.caracal.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Bytes out of frames and into them. Where a packet begins and ends has nothing to do with where a frame does [MQTT-6.0.0-2], so that the
 * bytes of a frame go on as they come.
 */
final class Frames extends ChannelDuplexHandler {
    private boolean closing;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame) || closing && !(message instanceof CloseWebSocketFrame)) {
            ReferenceCountUtil.release(message);
            return;
        }
        switch (frame) {
            case BinaryWebSocketFrame binary -> ctx.fireChannelRead(binary.content());
            case ContinuationWebSocketFrame more -> ctx.fireChannelRead(more.content());
            case PingWebSocketFrame ping -> ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
            case PongWebSocketFrame pong -> pong.release();
            case CloseWebSocketFrame close -> {
                close.release();
                ctx.channel().close();
            }
            default -> {
                // [MQTT-6.0.0-1]
                frame.release();
                end(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
                ctx.channel().close();
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            ctx.write(bytes.isReadable() ? new BinaryWebSocketFrame(bytes) : bytes, promise);
        } else {
            closing |= message instanceof CloseWebSocketFrame;
            ctx.write(message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        end(ctx, WebSocketCloseStatus.NORMAL_CLOSURE);
        ctx.close(promise);
    }

    private void end(ChannelHandlerContext ctx, WebSocketCloseStatus status) {
        if (!closing) {
            closing = true;
            ctx.writeAndFlush(new CloseWebSocketFrame(status), ctx.voidPromise());
        }
    }

    /** What a client does wrong with frames is its failure, not one of decoding. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.fireExceptionCaught(
                cause instanceof DecoderException ? new IOException("WebSocket: " + cause.getMessage(), cause) : cause);
    }
}
