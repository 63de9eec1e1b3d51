package io.caracal.transport.stage;

import io.netty.channel.Channel;

/**
 * Something to be settled with a client before the next begins: the header of a proxy, TLS, the upgrade to WebSocket, at last MQTT. One
 * serves all connections of a listener, on many loops at a time.
 */
public interface Stage {
    /**
     * Adds its handlers behind those that are in the pipeline already. When it is settled, it calls {@link Passage#next} once, on the
     * channel's loop, after this method has returned and before it lets any byte pass that belongs to the next stage; if it cannot be
     * settled, or not in time, it closes the channel.
     *
     * @param channel active, or about to become so if this is the first stage; its handlers are told of it in that case only
     */
    void begin(Channel channel, Passage passage);
}
