package io.caracal.transport.stage;

import io.caracal.core.LinkReceiver;
import io.caracal.core.NettyLink;
import io.caracal.core.PeerInfo;
import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The way of one connection through the stages of its listener to whoever speaks MQTT on it. Used on the channel's loop. */
public final class Passage {
    private final Iterator<Stage> left;
    private final Supplier<LinkReceiver> receiver;
    private PeerInfo peer = PeerInfo.NONE;

    /** @param receiver is asked when the client has passed all stages */
    public Passage(List<Stage> stages, Supplier<LinkReceiver> receiver) {
        this.left = stages.iterator();
        this.receiver = receiver;
    }

    /** Begins the first stage, or MQTT if there is none, in a channel that is about to become active. */
    public void begin(Channel channel) {
        if (left.hasNext()) {
            left.next().begin(channel, this);
        } else {
            channel.pipeline().addLast(new NettyLink(receiver.get()));
        }
    }

    /** What is known of the client so far. */
    public PeerInfo peer() {
        return peer;
    }

    /**
     * Begins the next stage, or MQTT.
     *
     * @param channel active
     * @param known what is known of the client now
     */
    public void next(Channel channel, PeerInfo known) {
        peer = known;
        if (left.hasNext()) {
            left.next().begin(channel, this);
            return;
        }
        StagedLink link = new StagedLink(receiver.get(), peer);
        channel.pipeline().addLast(link);
        link.channelActive(channel.pipeline().context(link));
    }
}
