package io.caracal.transport.websocket;

import io.caracal.transport.stage.Passage;
import io.caracal.transport.stage.Stage;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;

/** The upgrade from HTTP to WebSocket, by the settings of one listener. */
public final class WebsocketStage implements Stage {
    /** Bytes of the request line and of all headers, with room for the cookies that browsers send along. */
    private static final int MOST_LINE = 4096;

    private static final int MOST_HEADERS = 16 * 1024;

    /** Bytes of a body, which no such request has. */
    private static final int MOST_BODY = 1024;

    private final WebsocketSettings settings;

    public WebsocketStage(WebsocketSettings settings) {
        this.settings = settings;
    }

    @Override
    public void begin(Channel channel, Passage passage) {
        ChannelPipeline pipeline = channel.pipeline()
                .addLast(new HttpServerCodec(MOST_LINE, MOST_HEADERS, MOST_BODY))
                .addLast(new HttpObjectAggregator(MOST_BODY));
        if (settings.compress()) {
            pipeline.addLast(new WebSocketServerExtensionHandler(new PerMessageDeflateServerExtensionHandshaker(
                    settings.maxFrameSize().intValue())));
        }
        pipeline.addLast(new Upgrade(settings, passage));
    }
}
