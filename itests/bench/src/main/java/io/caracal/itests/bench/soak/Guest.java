package io.caracal.itests.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A client on a blocking socket, for one virtual thread. It is closed by a reset, as if its process had been killed, unless it says goodbye first. */
final class Guest implements AutoCloseable {
    private static final ProtocolVersion VERSION = ProtocolVersion.MQTT_5;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    Guest(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoLinger(true, 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A small window for what the broker sends, so that it notices soon that nobody reads. */
    void hardlyReads() throws IOException {
        socket.setReceiveBufferSize(4096);
    }

    /** @param expiry seconds that the session outlives the connection */
    Guest connect(String clientId, boolean clean, long expiry) throws IOException {
        Packet.Will will = new Packet.Will("soak/will/" + clientId, "gone".getBytes(UTF_8), 1, false, Properties.NONE);
        Properties properties = Properties.builder()
                .add(Property.SESSION_EXPIRY_INTERVAL, expiry)
                .build();
        send(new Packet.Connect(VERSION, clean, 60, clientId, null, null, will, properties));
        if (!(await(Packet.ConnAck.class) instanceof Packet.ConnAck ack) || ack.returnCode() != 0) {
            throw new IOException(clientId + " was not let in");
        }
        return this;
    }

    Guest subscribe(String filter, int qos) throws IOException {
        send(new Packet.Subscribe(1, List.of(new Packet.Subscription(filter, qos, false, false, 0)), Properties.NONE));
        var unused = await(Packet.SubAck.class);
        return this;
    }

    /** Returns when it is acknowledged. */
    void publish(String topic, byte[] payload, int qos, boolean retain) throws IOException {
        send(new Packet.Publish(topic, payload, qos, retain, false, qos == 0 ? 0 : 2, Properties.NONE));
        switch (qos) {
            case 1 -> await(Packet.PubAck.class);
            case 2 -> {
                var unused = await(Packet.PubRec.class);
                send(new Packet.PubRel(2, ReasonCode.SUCCESS, Properties.NONE));
                await(Packet.PubComp.class);
            }
            default -> {}
        }
    }

    /** Answers PINGREQ: everything before it has been dealt with. */
    void ping() throws IOException {
        send(new Packet.PingReq());
        var unused = await(Packet.PingResp.class);
    }

    void goodbye(long expiry) throws IOException {
        send(new Packet.Disconnect(
                ReasonCode.SUCCESS,
                Properties.builder()
                        .add(Property.SESSION_EXPIRY_INTERVAL, expiry)
                        .build()));
        while (in.read() >= 0) {
            // until the broker closes
        }
    }

    /** The beginning of a CONNECT, and no more. */
    void sendHalf() throws IOException {
        ByteBuf encoded = Unpooled.buffer();
        PacketEncoder.encode(
                new Packet.Connect(VERSION, true, 60, "half", null, null, null, Properties.NONE), VERSION, encoded);
        socket.getOutputStream().write(ByteBufUtil.getBytes(encoded, 0, encoded.writerIndex() / 2));
    }

    /** Receives until the broker or somebody else ends it. */
    void listen() throws IOException {
        while (true) {
            var unused = receive();
        }
    }

    private void send(Packet packet) throws IOException {
        ByteBuf encoded = Unpooled.buffer();
        PacketEncoder.encode(packet, VERSION, encoded);
        socket.getOutputStream().write(encoded.array(), 0, encoded.writerIndex());
    }

    /** Receives until there is one of that kind. */
    private Packet await(Class<? extends Packet> kind) throws IOException {
        while (true) {
            Packet packet = receive();
            if (kind.isInstance(packet)) {
                return packet;
            }
        }
    }

    /** The next packet; a message is acknowledged. */
    private Packet receive() throws IOException {
        int header = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while (next >= 0x80);
        ByteBuf body = Unpooled.wrappedBuffer(in.readNBytes(length));
        try {
            Packet packet = PacketDecoder.decode(body, header, 0, length, VERSION);
            acknowledge(packet);
            return packet;
        } catch (MalformedPacketException e) {
            throw new IOException("the broker sent a malformed packet", e);
        }
    }

    private void acknowledge(Packet packet) throws IOException {
        switch (packet) {
            case Packet.Publish p
            when p.qos() == 1 -> send(new Packet.PubAck(p.packetId(), ReasonCode.SUCCESS, Properties.NONE));
            case Packet.Publish p
            when p.qos() == 2 -> send(new Packet.PubRec(p.packetId(), ReasonCode.SUCCESS, Properties.NONE));
            case Packet.PubRel p -> send(new Packet.PubComp(p.packetId(), ReasonCode.SUCCESS, Properties.NONE));
            default -> {}
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
