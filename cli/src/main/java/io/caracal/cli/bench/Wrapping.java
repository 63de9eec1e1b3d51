package io.caracal.cli.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.net.URI;

/** The pipeline of a client: TLS and WebSocket, if they are wanted, around MQTT. */
final class Wrapping extends ChannelInitializer<Channel> {
    private static final int MOST_HTTP = 1 << 16;
    private static final int MOST_FRAME = 1 << 28;

    private final Fleet fleet;
    private final Client client;

    Wrapping(Fleet fleet, Client client) {
        this.fleet = fleet;
        this.client = client;
    }

    @Override
    protected void initChannel(Channel channel) {
        Endpoint endpoint = fleet.endpoint();
        ChannelPipeline pipeline = channel.pipeline();
        SslContext tls = fleet.tls();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc(), endpoint.hostName(), endpoint.port()));
        }
        if (endpoint.webSocket()) {
            pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(MOST_HTTP),
                    new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(URI.create(endpoint.toString()))
                            .version(WebSocketVersion.V13)
                            .subprotocol("mqtt")
                            .maxFramePayloadLength(MOST_FRAME)
                            .build()),
                    new WebSocketBytes());
        }
        pipeline.addLast(client);
    }
}
