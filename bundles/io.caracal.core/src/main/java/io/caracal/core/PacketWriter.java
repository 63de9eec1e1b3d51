package io.caracal.core;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Collects what goes out to one client in a turn of its loop, within the limits that the client set in its CONNECT packet (MQTT
 * 5.0, section 3.1.2.11).
 */
final class PacketWriter {
    /** Behind this many unwritten bytes in this turn, writing starts at once, and the socket's state decides what waits. */
    private static final int WRITE_AT = 64 * 1024;

    /** Calls {@link #flush} when the turn of the loop ends. */
    interface Turn {
        void flushLater(PacketWriter writer);
    }

    private final Turn turn;
    private final Link link;
    private LoopCounters counters;
    private @Nullable ByteBuf out;
    private @Nullable ClientTopics topics;
    private ProtocolVersion version = ProtocolVersion.MQTT_3_1_1;
    private boolean dirty;
    private boolean problemInformation = true;
    private int maxPacketSize = Integer.MAX_VALUE;
    private long sentBytes;
    private long sentMessages;
    private long sentOthers;

    PacketWriter(Turn turn, Link link, LoopCounters counters) {
        this.turn = turn;
        this.link = link;
        this.counters = counters;
    }

    /** The connection has moved to another loop, which counts from now on. */
    void counters(LoopCounters now) {
        counters = now;
    }

    long sentBytes() {
        return sentBytes;
    }

    /** PUBLISH packets. */
    long sentMessages() {
        return sentMessages;
    }

    long sentPackets() {
        return sentMessages + sentOthers;
    }

    private void sent(ByteBuf bytes) {
        int count = bytes.readableBytes();
        sentBytes += count;
        counters.count(Counter.BYTES_SENT, count);
    }

    private void sent(int type) {
        sentOthers++;
        counters.packetSent(type);
    }

    void version(ProtocolVersion spoken) {
        version = spoken;
    }

    ProtocolVersion version() {
        return version;
    }

    private boolean version5() {
        return version == ProtocolVersion.MQTT_5;
    }

    /** Takes the limits of a CONNECT packet. */
    void limits(Properties properties) {
        problemInformation = properties.number(Property.REQUEST_PROBLEM_INFORMATION, 1) == 1;
        maxPacketSize =
                (int) Math.min(Integer.MAX_VALUE, properties.number(Property.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE));
        int maximum = (int) properties.number(Property.TOPIC_ALIAS_MAXIMUM, 0);
        if (maximum > 0) {
            topics = new ClientTopics(maximum, null);
        }
    }

    /** From now on the client gets the topics below a mountpoint, and others as they are. */
    void mount(Mount mount) {
        topics = new ClientTopics(topics == null ? 0 : topics.maximum(), mount);
    }

    /** Where to write the next bytes; they go out at the end of this turn of the loop. */
    ByteBuf buffer() {
        ByteBuf current = out;
        if (current == null) {
            current = link.buffer();
            out = current;
        } else if (current.readableBytes() >= WRITE_AT) {
            sent(current);
            link.write(current);
            link.flush();
            current = link.buffer();
            out = current;
        }
        if (!dirty) {
            dirty = true;
            turn.flushLater(this);
        }
        return current;
    }

    /** Writes bytes that several connections share, behind everything written so far. */
    void shared(ByteBuf bytes) {
        ByteBuf before = out;
        out = null;
        if (before != null) {
            sent(before);
            link.write(before);
        }
        sent(bytes);
        link.write(bytes);
        if (!dirty) {
            dirty = true;
            turn.flushLater(this);
        }
    }

    /** Whether the client keeps up: if not, messages wait in its session. */
    boolean writable() {
        return link.writable();
    }

    void flush() {
        dirty = false;
        ByteBuf bytes = out;
        out = null;
        if (bytes != null) {
            sent(bytes);
            link.write(bytes);
        }
        link.flush();
    }

    /** Whether the current message fits into the client's Maximum Packet Size; if not it must not be sent [MQTT-3.1.2-24]. */
    boolean fits(Outgoing message, boolean withId, int[] identifiers) {
        if (maxPacketSize == Integer.MAX_VALUE) {
            return true;
        }
        // The shortest form that it may take: with its topic, or with an alias that the client knows.
        ClientTopics own = topics;
        return fits(message, withId, 0, identifiers, own == null ? 0 : own.hidden(message.topic()))
                || own != null && own.known(message.topic()) && fits(message, withId, -1, identifiers, 0);
    }

    private boolean fits(Outgoing message, boolean withId, int alias, int[] identifiers, int hidden) {
        return maxPacketSize == Integer.MAX_VALUE
                || message.singleLength(version5(), withId, alias, identifiers, hidden) <= maxPacketSize;
    }

    void publish(Outgoing message, int qos, boolean dup, boolean retain, int packetId, int[] identifiers) {
        int header = 0x30 | (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0);
        boolean withId = qos > 0;
        ClientTopics own = topics;
        if (own == null && (identifiers.length == 0 || !version5())) {
            if (maxPacketSize == Integer.MAX_VALUE || message.length(version5(), withId) <= maxPacketSize) {
                message.writeTo(this, header, version5(), packetId);
                published(qos);
            } else {
                counters.count(Counter.DROPPED_TOO_LARGE);
            }
            return;
        }
        if (!fits(message, withId, identifiers)) {
            counters.count(Counter.DROPPED_TOO_LARGE);
            return;
        }
        int hidden = own == null ? 0 : own.hidden(message.topic());
        int alias = own == null ? 0 : aliasFor(own, message, withId, identifiers, hidden);
        message.writeSingle(buffer(), header, version5(), packetId, alias, identifiers, hidden);
        published(qos);
    }

    /** As {@link ClientTopics#aliasOf}; 0 as well if the packet is too large with one. */
    private int aliasFor(ClientTopics own, Outgoing message, boolean withId, int[] identifiers, int hidden) {
        if (maxPacketSize == Integer.MAX_VALUE) {
            return own.aliasOf(message.topic());
        }
        int alias = own.known(message.topic()) ? -1 : 1;
        return fits(message, withId, alias, identifiers, hidden) ? own.aliasOf(message.topic()) : 0;
    }

    private void published(int qos) {
        sentMessages++;
        counters.count(Counter.sent(qos));
    }

    /** Writes PINGRESP. */
    void pong() {
        buffer().writeShort(0xD000);
        sent(PacketType.PINGRESP);
    }

    /** Writes PUBACK, PUBREC, PUBREL or PUBCOMP. */
    void ack(int type, int packetId, ReasonCode reason) {
        ByteBuf bytes = buffer();
        sent(type);
        bytes.writeByte(type << 4 | (type == PacketType.PUBREL ? 2 : 0));
        if (reason == ReasonCode.SUCCESS || !version5()) {
            bytes.writeByte(2);
            bytes.writeShort(packetId);
        } else {
            bytes.writeByte(3);
            bytes.writeShort(packetId);
            bytes.writeByte(reason.code());
        }
    }

    /** Writes PUBACK or PUBREC with a reason, in words for clients that want them. */
    void ack(int type, int packetId, ReasonCode reason, String why) {
        Properties properties = reasonString(why);
        if (!version5() || properties.isEmpty()) {
            ack(type, packetId, reason);
        } else {
            send(
                    type == PacketType.PUBACK
                            ? new Packet.PubAck(packetId, reason, properties)
                            : new Packet.PubRec(packetId, reason, properties),
                    () -> ack(type, packetId, reason));
        }
    }

    /** The Reason String, unless the client said that it wants no problem information [MQTT-3.1.2-29]. */
    Properties reasonString(String why) {
        return problemInformation && version5()
                ? Properties.builder().add(Property.REASON_STRING, why).build()
                : Properties.NONE;
    }

    /**
     * Writes a packet, if the client's Maximum Packet Size allows it.
     *
     * @param otherwise writes a shorter one, or nothing
     */
    void send(Packet packet, Runnable otherwise) {
        if (maxPacketSize != Integer.MAX_VALUE && PacketEncoder.encodedLength(packet, version) > maxPacketSize) {
            otherwise.run();
        } else {
            ByteBuf bytes = buffer();
            int start = bytes.writerIndex();
            PacketEncoder.encode(packet, version, bytes);
            sent(bytes.getUnsignedByte(start) >>> 4);
        }
    }

    /** DISCONNECT, which MQTT 3.x has only from the client. */
    void disconnect(ReasonCode reason, String why) {
        if (!version5()) {
            return;
        }
        Packet.Disconnect plain = new Packet.Disconnect(reason, Properties.NONE);
        send(new Packet.Disconnect(reason, reasonString(why)), () -> send(plain, () -> {}));
    }

    /** Writes everything that is left, and tells the client that nothing follows. */
    void finish() {
        flush();
        link.endOutput();
    }

    /** Throws away what was not written. */
    void release() {
        if (out != null) {
            out.release();
            out = null;
        }
    }
}
