package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A connection to the broker that sends what it is told, right or wrong, and shows what comes back. Blocking, for one thread. It does
 * nothing by itself: no PINGREQ, no acknowledgement.
 */
final class RawClient implements AutoCloseable {

    /** How long a reaction of the broker may take before a test gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a test listens to be sure that nothing comes. */
    static final Duration QUIET = Duration.ofMillis(400);

    private final Version version;
    private final Socket socket;
    private final InputStream in;
    private int nextId = 100;

    RawClient(InetSocketAddress broker, Version version) {
        this.version = version;
        try {
            socket = new Socket();
            socket.connect(broker, (int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + broker, e);
        }
    }

    Version version() {
        return version;
    }

    RawClient send(byte[]... packets) {
        try {
            socket.getOutputStream().write(new Bytes().raw(join(packets)).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the broker closed the connection before everything was sent", e);
        }
        return this;
    }

    RawClient send(Connect connect) {
        return send(connect.encode());
    }

    RawClient send(Publish publish) {
        return send(publish.encode(version));
    }

    RawClient send(Subscribe subscribe) {
        return send(subscribe.encode(version));
    }

    /** Sends a packet in pieces of the given size, each in a segment of its own. */
    RawClient sendInPieces(int size, byte[] packet) {
        for (int start = 0; start < packet.length; start += size) {
            send(Arrays.copyOfRange(packet, start, Math.min(packet.length, start + size)));
        }
        return this;
    }

    /** Like {@link #send(byte[]...)} when the broker may already have closed the connection. */
    void sendIfOpen(byte[]... packets) {
        try {
            socket.getOutputStream().write(join(packets));
        } catch (SocketException e) {
            assertThat(e)
                    .as("only a closed connection is expected")
                    .hasMessageMatching("(?i).*(reset|broken pipe|closed|abort).*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet. */
    Packet read() {
        return read(PATIENCE);
    }

    Packet read(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            int first = in.read();
            if (first < 0) {
                throw new AssertionError("expected a packet, but the broker closed the connection");
            }
            int length = 0;
            int header = 1;
            for (int shift = 0; ; shift += 7) {
                int next = in.read();
                header++;
                length |= (next & 0x7F) << shift;
                if ((next & 0x80) == 0) {
                    break;
                }
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the connection ended inside a packet");
            }
            return PacketParser.parse(version, first, header, body);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("expected a packet, but none came within " + patience, e);
        } catch (IOException e) {
            throw new AssertionError("expected a packet, but the connection broke: " + e.getMessage(), e);
        }
    }

    /** The bytes of the next packet as they came, for answers whose form depends on what the broker took the client for. */
    byte[] readBytes() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            byte[] header = in.readNBytes(2);
            return new Bytes().raw(header).raw(in.readNBytes(header[1])).toArray();
        } catch (IOException e) {
            throw new AssertionError("expected a packet, but " + e.getMessage(), e);
        }
    }

    /** The next packet, which has to be of a type. */
    Packet read(int type) {
        Packet packet = read();
        assertThat(packet.type()).as("type of %s", packet).isEqualTo(type);
        return packet;
    }

    /** The next PUBLISH, which has to be the one with this payload. */
    Packet readMessage(String payload) {
        Packet packet = read(Packet.PUBLISH);
        assertThat(packet.text()).isEqualTo(payload);
        return packet;
    }

    /** Reads until a packet that fits and forgets the others. */
    Packet readUntil(Predicate<Packet> wanted) {
        while (true) {
            Packet packet = read();
            if (wanted.test(packet)) {
                return packet;
            }
        }
    }

    /** Sends CONNECT and expects it to be accepted. */
    Packet connect(Connect connect) {
        Packet connack = send(connect).read(Packet.CONNACK);
        assertThat(connack.reason()).as("reason code of CONNACK").isZero();
        return connack;
    }

    /** Subscribes and expects the QoS to be granted. Acknowledged before this returns, but retained messages may be behind it. */
    RawClient subscribe(String filter, int options) {
        Packet suback = send(new Subscribe(nextId()).filter(filter, options)).read(Packet.SUBACK);
        assertThat(suback.reasons()).containsExactly(options & 3);
        return this;
    }

    /** Publishes with a fresh packet identifier and goes through the whole exchange of its QoS. */
    RawClient publish(Publish publish) {
        publish.id(nextId());
        send(publish);
        if (publish.qos() == 1) {
            assertThat(read(Packet.PUBACK).id()).isEqualTo(publish.id());
        } else if (publish.qos() == 2) {
            assertThat(read(Packet.PUBREC).id()).isEqualTo(publish.id());
            send(Packets.ack(Packet.PUBREL, publish.id()));
            assertThat(read(Packet.PUBCOMP).id()).isEqualTo(publish.id());
        }
        return this;
    }

    /** Goes through the receiver's side of the exchange for a message that came. */
    RawClient acknowledge(Packet publish) {
        if (publish.qos() == 1) {
            send(Packets.ack(Packet.PUBACK, publish.id()));
        } else if (publish.qos() == 2) {
            send(Packets.ack(Packet.PUBREC, publish.id()));
            assertThat(read(Packet.PUBREL).id()).isEqualTo(publish.id());
            send(Packets.ack(Packet.PUBCOMP, publish.id()));
        }
        return this;
    }

    /** Shows that everything sent before was processed and answered by nothing. */
    RawClient expectOnlyPong() {
        send(Packets.PINGREQ).read(Packet.PINGRESP);
        return this;
    }

    /** Everything that comes until there was silence. */
    List<Packet> drain() {
        var packets = new ArrayList<Packet>();
        while (!quiet(QUIET)) {
            packets.add(read());
        }
        return packets;
    }

    /** Whether the connection is there; packets that wait are skipped. */
    boolean answersPing() {
        sendIfOpen(Packets.PINGREQ);
        while (!closesNext()) {
            if (read().type() == Packet.PINGRESP) {
                return true;
            }
        }
        return false;
    }

    /** Shows that nothing comes for a short while. */
    RawClient expectSilence() {
        return expectSilence(QUIET);
    }

    RawClient expectSilence(Duration quiet) {
        if (!quiet(quiet)) {
            throw new AssertionError("expected silence, but the broker sent " + read());
        }
        return this;
    }

    /** Expects the broker to close the connection without another packet. A reset is a close too. */
    void expectClose() {
        expectClose(PATIENCE);
    }

    void expectClose(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            in.mark(1);
            int first = in.read();
            if (first >= 0) {
                in.reset();
                throw new AssertionError("expected the connection to be closed, but the broker sent " + read());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("expected the connection to be closed, but it was open after " + patience, e);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        } catch (IOException e) {
            throw new AssertionError("expected the connection to be closed: " + e.getMessage(), e);
        }
    }

    /**
     * Expects the reaction to a violation on an accepted connection: for 5.0 DISCONNECT with one of the reason codes and then the end of
     * the connection, for earlier versions just the end.
     */
    void expectDisconnect(Integer... reasons) {
        expectDisconnectBehind(0, reasons);
    }

    /** Like {@link #expectDisconnect}, but packets of a type may come before. */
    void expectDisconnectBehind(int type, Integer... reasons) {
        while (!closesNext()) {
            Packet packet = read();
            if (packet.type() == Packet.DISCONNECT) {
                assertThat(packet.reason())
                        .as("reason code of DISCONNECT %s", packet.properties())
                        .isIn((Object[]) reasons);
                expectClose();
                return;
            }
            if (packet.type() != type) {
                throw new AssertionError("expected the connection to be ended, but the broker sent " + packet);
            }
        }
        assertThat(version).as("version whose server closes without a word").isNotEqualTo(Version.V5);
    }

    /** Like {@link #expectDisconnect} for a client that said goodbye itself: the broker need not answer. */
    void expectDisconnectOrClose(Integer... reasons) {
        if (closesNext()) {
            expectClose();
        } else {
            expectDisconnect(reasons);
        }
    }

    /** Expects a SUBSCRIBE with one filter to be answered by SUBACK with one of the codes, or to end the connection. */
    void expectFilterRefused(Integer... reasons) {
        if (!version.hasProperties() && closesNext()) {
            return; // 3.1.1 leaves it open how a wrong filter is refused
        }
        Packet answer = read();
        assertThat(answer.type()).as("type of %s", answer).isIn(Packet.SUBACK, Packet.DISCONNECT);
        assertThat(answer.reason()).as("reason code of %s", answer).isIn((Object[]) reasons);
    }

    /** Expects a CONNECT to be refused with one of the reason codes; the connection ends. */
    Packet expectRefused(Integer... reasons) {
        Packet connack = read(Packet.CONNACK);
        assertThat(connack.reason()).as("reason code of CONNACK").isIn((Object[]) reasons);
        assertThat(connack.acknowledgeFlags())
                .as("session present of a CONNACK that refuses")
                .isZero();
        expectClose();
        return connack;
    }

    /**
     * Expects a CONNECT that breaks the format to end the connection: before 5.0 without a CONNACK, in 5.0 with or without one that says
     * why.
     */
    void expectMalformedConnect(Integer... reasons) {
        if (version.hasProperties()) {
            expectRefusedOrClosed(reasons);
        } else {
            expectClose();
        }
    }

    /** Expects the connection to end, with or without a CONNACK that says why. */
    void expectRefusedOrClosed(Integer... reasons) {
        if (closesNext()) {
            expectClose();
        } else {
            expectRefused(reasons);
        }
    }

    /** Says goodbye and waits until the broker closed its side, so that what follows comes after the end of this connection. */
    void disconnect() {
        send(Packets.disconnect());
        shutdownOutput();
        expectClose();
        close();
    }

    /** Breaks the connection without a DISCONNECT and waits until the broker noticed. */
    void abort() {
        shutdownOutput();
        readToEnd();
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int nextId() {
        return nextId++;
    }

    /** Whether the next thing to come is the end of the connection and not a packet. */
    private boolean closesNext() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in.mark(1);
            boolean end = in.read() < 0;
            in.reset();
            return end;
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
            return true;
        } catch (IOException e) {
            throw new AssertionError("expected a packet or the end of the connection, but " + e.getMessage(), e);
        }
    }

    /** Whether nothing came for a while and the connection stands. */
    private boolean quiet(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            in.mark(1);
            if (in.read() < 0) {
                throw new AssertionError("expected silence, but the broker closed the connection");
            }
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError("expected silence, but the connection broke: " + e.getMessage(), e);
        }
    }

    private void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readToEnd() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            long skipped = in.transferTo(OutputStream.nullOutputStream());
            assertThat(skipped).isNotNegative();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the broker did not close its side of an ended connection", e);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        }
    }

    private static byte[] join(byte[]... packets) {
        Bytes all = new Bytes();
        for (byte[] packet : packets) {
            all.raw(packet);
        }
        return all.toArray();
    }
}
