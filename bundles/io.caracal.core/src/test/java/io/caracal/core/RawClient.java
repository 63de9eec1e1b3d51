package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client that does just what a test tells it: it sends packets and reads packets, acknowledges nothing by itself. Whatever it
 * waits for has to come within some seconds.
 */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ProtocolVersion version;
    private final Socket socket;
    private final InputStream in;
    private final byte[] chunk = new byte[64 * 1024];
    private final ByteBuf received = Unpooled.buffer();
    private int lastPacketId;

    RawClient(int port, ProtocolVersion version) {
        this(port, version, 0);
    }

    /** @param receiveBuffer bytes that the system takes for a client which does not read; 0 for its default */
    RawClient(int port, ProtocolVersion version, int receiveBuffer) {
        this.version = version;
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Out

    /** Sends packets in one write. */
    RawClient send(Packet... packets) {
        return write(bytes(packets));
    }

    byte[] bytes(Packet... packets) {
        ByteBuf out = Unpooled.buffer();
        for (Packet packet : packets) {
            PacketEncoder.encode(packet, version, out);
        }
        return ByteBufUtil.getBytes(out);
    }

    RawClient write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int nextPacketId() {
        lastPacketId = lastPacketId == 65535 ? 1 : lastPacketId + 1;
        return lastPacketId;
    }

    Packet.Publish message(String topic, String payload, int qos) {
        return message(topic, payload.getBytes(StandardCharsets.UTF_8), qos, false);
    }

    Packet.Publish message(String topic, byte[] payload, int qos, boolean retain) {
        return new Packet.Publish(topic, payload, qos, retain, false, qos == 0 ? 0 : nextPacketId(), Properties.NONE);
    }

    /** Publishes without waiting for an answer; returns the packet identifier. */
    int publish(String topic, String payload, int qos) {
        Packet.Publish packet = message(topic, payload, qos);
        send(packet);
        return packet.packetId();
    }

    Packet.Subscribe subscription(String filter, int qos) {
        return new Packet.Subscribe(
                nextPacketId(), List.of(new Packet.Subscription(filter, qos, false, false, 0)), Properties.NONE);
    }

    /** Subscribes and waits for the answer. */
    RawClient subscribe(String filter, int qos) {
        send(subscription(filter, qos));
        assertThat(receive(Packet.SubAck.class).codes()).containsExactly(qos);
        return this;
    }

    RawClient puback(Packet.Publish publish) {
        return send(new Packet.PubAck(publish.packetId(), ReasonCode.SUCCESS, Properties.NONE));
    }

    RawClient pubrec(int packetId) {
        return send(new Packet.PubRec(packetId, ReasonCode.SUCCESS, Properties.NONE));
    }

    RawClient pubrel(int packetId) {
        return send(new Packet.PubRel(packetId, ReasonCode.SUCCESS, Properties.NONE));
    }

    RawClient pubcomp(int packetId) {
        return send(new Packet.PubComp(packetId, ReasonCode.SUCCESS, Properties.NONE));
    }

    // In

    /** The next packet; fails if none comes or the broker closes. */
    Packet receive() {
        try {
            while (true) {
                Packet packet = take();
                if (packet != null) {
                    return packet;
                }
                if (!read()) {
                    throw new AssertionError("the broker closed the connection instead of sending a packet");
                }
            }
        } catch (IOException e) {
            throw new AssertionError("no packet came", e);
        }
    }

    /** What has come by now; nothing is waited for. */
    List<Packet> available() {
        List<Packet> all = new ArrayList<>();
        try {
            do {
                for (Packet packet = take(); packet != null; packet = take()) {
                    all.add(packet);
                }
            } while (in.available() > 0 && read());
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends Packet> T receive(Class<T> type) {
        Packet packet = receive();
        assertThat(packet).isInstanceOf(type);
        return type.cast(packet);
    }

    Packet.Publish receivePublish() {
        return receive(Packet.Publish.class);
    }

    /** The next message's payload; it is acknowledged with PUBACK if it wants to be. */
    String receiveText() {
        Packet.Publish publish = receivePublish();
        if (publish.qos() == 1) {
            puback(publish);
        }
        return text(publish);
    }

    List<String> receiveTexts(int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(receiveText());
        }
        return texts;
    }

    static String text(Packet.Publish publish) {
        return new String(publish.payload(), StandardCharsets.UTF_8);
    }

    /**
     * Whatever came before the answer to a PINGREQ sent now. Since the broker answers in order, this shows what it did not send,
     * without waiting for time to pass.
     */
    List<Packet> untilPong() {
        send(new Packet.PingReq());
        List<Packet> before = new ArrayList<>();
        for (Packet packet = receive(); !(packet instanceof Packet.PingResp); packet = receive()) {
            before.add(packet);
        }
        return before;
    }

    void assertNothingCame() {
        assertThat(untilPong()).isEmpty();
    }

    void assertNothingCameBut(Class<? extends Packet> type) {
        assertThat(untilPong()).allSatisfy(packet -> assertThat(packet).isInstanceOf(type));
    }

    /** What comes until the broker closes the connection. */
    List<Packet> untilClosed() {
        List<Packet> all = new ArrayList<>();
        try {
            boolean open = true;
            while (open) {
                open = read();
                for (Packet packet = take(); packet != null; packet = take()) {
                    all.add(packet);
                }
            }
        } catch (SocketException reset) {
            return all; // closed by reset, which is closed as well
        } catch (IOException e) {
            throw new AssertionError("the broker did not close the connection; it sent " + all, e);
        }
        return all;
    }

    /** The reason of the DISCONNECT packet that ends the connection. */
    ReasonCode sentAway() {
        List<Packet> all = untilClosed();
        assertThat(all).isNotEmpty();
        assertThat(all.getLast()).isInstanceOf(Packet.Disconnect.class);
        return ((Packet.Disconnect) all.getLast()).reason();
    }

    private boolean read() throws IOException {
        int count = in.read(chunk);
        if (count > 0) {
            received.discardReadBytes();
            received.writeBytes(chunk, 0, count);
        }
        return count >= 0;
    }

    private @org.jspecify.annotations.Nullable Packet take() {
        try {
            int index = received.readerIndex();
            long frame = Frames.read(received, index, received.writerIndex());
            if (frame == Frames.INCOMPLETE || received.readableBytes() < Frames.totalLength(frame)) {
                return null;
            }
            int end = index + Frames.totalLength(frame);
            Packet packet = PacketDecoder.decode(
                    received, received.getUnsignedByte(index), index + Frames.headerLength(frame), end, version);
            received.readerIndex(end);
            return packet;
        } catch (MalformedPacketException e) {
            throw new AssertionError(
                    "the broker sent what is no packet: "
                            + ByteBufUtil.hexDump(Arrays.copyOf(ByteBufUtil.getBytes(received), 64)),
                    e);
        }
    }

    // The end

    /** Says goodbye, so that no will is published and the session waits. */
    void disconnect() {
        send(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        assertThat(untilClosed()).isEmpty();
        close();
    }

    /** Breaks the connection without a goodbye; the broker sees a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
