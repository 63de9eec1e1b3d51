package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.Event.Subscribed;
import io.caracal.itests.crash.history.Event.Subscribing;
import io.caracal.itests.crash.history.Event.Unsubscribed;
import io.caracal.itests.crash.history.Event.Unsubscribing;
import io.caracal.itests.crash.history.History;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A client of our own, which hides nothing: what it has not seen acknowledged it sends again with the same packet identifier, in the old order, and it tells
 * a QoS 2 message from its duplicate by nothing but the packet identifier. Can be sent away, cut off, and told to forget its session.
 */
public final class WireClient extends Client {
    private static final int RETRY_MILLIS = 30;
    private static final int CONNECT_MILLIS = 2000;
    private static final int FAILURE = 0x80;
    private static final int SHUTTING_DOWN = 0x8B;
    /** A connection that was cut at once may be looked at later than its successor. */
    private static final int SESSION_TAKEN_OVER = 0x8E;

    private final InetSocketAddress broker;
    private final int version;
    private final int ackMillis;
    private final Wills wills;
    private final PacketIds ids = new PacketIds();
    private final Outgoing outgoing = new Outgoing(ids);
    private final Requests requests = new Requests(ids);
    private final Set<Integer> incoming = new HashSet<>();
    private @Nullable Socket socket;
    private @Nullable OutputStream out;
    private boolean wanted;
    private boolean closed;
    private boolean clean;
    private boolean leaving;

    /** A Will Message; none without a topic. */
    record Will(String topic, int qos, byte[] payload) {
        static final Will NONE = new Will("", 0, new byte[0]);
    }

    /**
     * How a client is.
     *
     * @param version 4 (MQTT 3.1.1) or 5
     * @param ackMillis how long it takes to acknowledge a message
     * @param willTopic empty for no will
     */
    public record Manner(int version, int ackMillis, String willTopic, int willQos) {
        public static final Manner V4 = new Manner(4, 0, "", 0);
        public static final Manner V5 = new Manner(5, 0, "", 0);

        public Manner slow(int millis) {
            return new Manner(version, millis, willTopic, willQos);
        }

        public Manner will(String topic, int qos) {
            return new Manner(version, ackMillis, topic, qos);
        }
    }

    public WireClient(String name, History history, InetSocketAddress broker, Manner manner) {
        super(name, history);
        this.broker = broker;
        this.version = manner.version();
        this.ackMillis = manner.ackMillis();
        this.wills = new Wills(history, name, manner.willTopic(), manner.willQos());
    }

    @Override
    public synchronized void start() {
        wanted = true;
        Thread.ofVirtual().name(name()).start(this::run);
    }

    @Override
    public synchronized boolean connected() {
        return out != null;
    }

    /** Disconnects and stays away until it is told to come back. */
    public synchronized void leave(boolean orderly) {
        wanted = false;
        if (orderly && out != null) {
            leaving = true;
            write(Packets.DISCONNECT);
        } else {
            cut();
        }
    }

    public synchronized void comeBack() {
        wanted = true;
        notifyAll();
    }

    /** Loses its connection, and comes back at once. */
    public synchronized void cut() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("cannot close the socket of " + name(), e);
            }
        }
    }

    /** Comes back with Clean Start, so that its session is a new one. */
    public synchronized void forget() {
        clean = true;
        cut();
    }

    @Override
    public synchronized void close() {
        closed = true;
        cut();
        notifyAll();
    }

    @Override
    synchronized void send(String topic, byte[] payload, int qos, boolean retain, int number) {
        int id = ids.take();
        outgoing.add(id, number, Packets.publish(version, topic, payload, qos, retain, id));
        if (out != null) {
            write(outgoing.packet(id));
            outgoing.written(id);
        }
    }

    @Override
    public void subscribe(String filter, int qos) throws InterruptedException {
        request(
                () -> history().add(new Subscribing(name(), filter, qos)),
                id -> Packets.subscribe(version, id, filter, qos),
                code -> {
                    if (code != qos) {
                        refused("SUBACK for " + filter + " QoS " + qos + " says " + code);
                    }
                    history().add(new Subscribed(name(), filter, qos));
                });
    }

    @Override
    public void unsubscribe(String filter) throws InterruptedException {
        request(
                () -> history().add(new Unsubscribing(name(), filter)),
                id -> Packets.unsubscribe(version, id, filter),
                _ -> history().add(new Unsubscribed(name(), filter)));
    }

    private void request(Runnable before, IntFunction<byte[]> packet, IntConsumer answered)
            throws InterruptedException {
        while (true) {
            var done = new CompletableFuture<@Nullable Void>();
            synchronized (this) {
                while (out == null && !closed) {
                    wait();
                }
                if (closed) {
                    return;
                }
                before.run();
                int id = ids.take();
                requests.add(id, new Requests.Request(done, answered));
                write(packet.apply(id));
            }
            try {
                done.get();
                return;
            } catch (ExecutionException _) {
                // The connection was lost before the answer: once more.
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void run() {
        try {
            while (awaitWanted()) {
                try (var connection = new Socket()) {
                    connection.connect(broker, CONNECT_MILLIS);
                    connection.setTcpNoDelay(true);
                    converse(connection);
                } catch (IOException _) {
                    // The broker has gone, or is not there yet.
                    lost();
                }
                Thread.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts " + name(), e);
        }
    }

    private synchronized boolean awaitWanted() throws InterruptedException {
        while (!wanted && !closed) {
            wait();
        }
        return !closed;
    }

    private void converse(Socket connection) throws IOException, InterruptedException {
        var in = new DataInputStream(new BufferedInputStream(connection.getInputStream(), 1 << 16));
        boolean cleanNow;
        synchronized (this) {
            if (!wanted || closed) {
                return;
            }
            socket = connection;
            leaving = false;
            cleanNow = clean;
            history().add(new Connecting(name(), cleanNow));
            connection.getOutputStream().write(Packets.connect(version, name(), cleanNow, wills.next()));
        }
        Packet answer = Packet.read(in);
        if (answer.type() != Packet.CONNACK || answer.body()[1] != 0) {
            refused("CONNECT is answered by " + Text.of(answer.body()) + " of type " + answer.type());
            throw new IOException("refused");
        }
        established(connection, cleanNow, (answer.body()[0] & 1) != 0);
        while (true) {
            Packet packet = Packet.read(in);
            if (packet.type() == Packet.PUBLISH) {
                published(packet);
            } else {
                answered(packet);
            }
        }
    }

    private synchronized void established(Socket connection, boolean cleanNow, boolean present) throws IOException {
        history().add(new Connected(name(), cleanNow, present));
        if (cleanNow) {
            clean = false;
        }
        if (!present) {
            incoming.clear();
        }
        out = connection.getOutputStream();
        for (int id : outgoing.unfinished()) {
            write(outgoing.packet(id));
            outgoing.written(id);
        }
        notifyAll();
    }

    private synchronized void lost() {
        if (out != null && !leaving) {
            wills.due();
        }
        out = null;
        socket = null;
        requests.lost();
    }

    private void published(Packet packet) throws InterruptedException {
        int id = packet.qos() == 0 ? 0 : packet.packetId();
        if (packet.qos() < 2 || incoming.add(id)) {
            arrived(packet.topic(), packet.payload(version), packet.qos(), packet.retained());
        }
        if (packet.qos() > 0) {
            if (ackMillis > 0) {
                Thread.sleep(ackMillis);
            }
            write(Packets.acknowledge(packet.qos() == 1 ? Packet.PUBACK : Packet.PUBREC, id));
        }
    }

    private synchronized void answered(Packet packet) {
        switch (packet.type()) {
            case Packet.PUBACK -> acknowledged(packet, outgoing.completed(packet.shortAt(0)));
            case Packet.PUBREC -> {
                acknowledged(packet, outgoing.received(packet.shortAt(0)));
                write(Packets.acknowledge(Packet.PUBREL, packet.shortAt(0)));
            }
            case Packet.PUBCOMP -> outgoing.completed(packet.shortAt(0));
            case Packet.PUBREL -> {
                incoming.remove(packet.shortAt(0));
                write(Packets.acknowledge(Packet.PUBCOMP, packet.shortAt(0)));
            }
            case Packet.SUBACK, Packet.UNSUBACK -> requests.answered(packet.shortAt(0), packet.lastByte());
            case Packet.DISCONNECT -> {
                int reason = packet.body().length > 0 ? packet.body()[0] & 0xFF : 0;
                if (reason != SHUTTING_DOWN && reason != SESSION_TAKEN_OVER) {
                    refused("DISCONNECT with reason code 0x%02X".formatted(reason));
                }
            }
            default -> refused("packet of type " + packet.type());
        }
    }

    private void acknowledged(Packet packet, @Nullable Integer number) {
        if (number == null) {
            return; // acknowledged before
        }
        if (packet.reason() >= FAILURE) {
            refused(number, "reason code 0x%02X".formatted(packet.reason()));
        } else {
            acknowledged(number);
        }
    }

    private synchronized void write(byte[] packet) {
        if (out != null) {
            try {
                out.write(packet);
            } catch (IOException _) {
                // Whoever reads notices as well, and connects anew.
                return;
            }
        }
    }
}
