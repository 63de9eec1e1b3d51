package io.caracal.core;

import io.caracal.core.routing.Route;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The way of PUBLISH packets whose topics are put below a mountpoint. */
final class MountedPublishFlow extends PublishFlow {
    /** What fits behind the two bytes of a length. */
    private static final int LONGEST = 65535;

    private final int mounted;
    private final ByteBuf whole;

    MountedPublishFlow(Connection connection, Session session, Mount mount) {
        super(connection, session);
        this.mounted = mount.bytes().length;
        this.whole = Unpooled.buffer(mounted + 64).writeBytes(mount.bytes());
    }

    @Override
    Route topic(ByteBuf in, int start, int length) throws MalformedPacketException {
        if (mounted + length > LONGEST) {
            throw new MalformedPacketException(
                    ReasonCode.TOPIC_NAME_INVALID,
                    "topic name of " + length + " bytes, at most " + (LONGEST - mounted)
                            + " are possible here (the listener's mountpoint takes " + mounted + ")");
        }
        whole.writerIndex(mounted).writeBytes(in, start, length);
        return super.topic(whole, 0, mounted + length);
    }
}
