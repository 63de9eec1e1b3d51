package io.caracal.core;

import io.netty.channel.ChannelHandler;
import org.osgi.annotation.versioning.ProviderType;

/** Where a transport hands its connections over: the handler at the end of the pipeline speaks MQTT from there on. */
@ProviderType
public interface ConnectionHandlers {
    /**
     * A handler for one connection; it expects {@link io.netty.buffer.ByteBuf}s with the bytes of MQTT.
     *
     * @param listener where the connection came from
     */
    ChannelHandler handler(ListenerInfo listener);
}
