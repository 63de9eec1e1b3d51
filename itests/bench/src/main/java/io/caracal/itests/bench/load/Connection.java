package io.caracal.itests.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client: connects, subscribes, then hands every packet to its {@link Handler}. Packets are parsed where they were received;
 * only one that is cut off at the end of what was read is copied.
 */
final class Connection {
    /** What a client does once it is established. */
    interface Handler {
        /** The CONNACK and, if there are filters, the SUBACK have come. */
        void established();

        /**
         * A packet other than those of the beginning.
         *
         * @param first its first byte
         * @param in holds it; positions are absolute
         * @param start where its variable header begins
         * @param end where it ends
         */
        void packet(int first, ByteBuffer in, int start, int end);
    }

    private enum State {
        NEW,
        CONNECTING,
        WAITING,
        SUBSCRIBING,
        ESTABLISHED,
        LEAVING,
        CLOSED
    }

    private static final int FIRST_CAPACITY = 512;

    private final Loop loop;
    private final Faults faults;
    private final int version;
    private final String clientId;
    private final @Nullable Credentials credentials;
    private final List<String> filters;
    private final int qos;
    private final Handler handler;

    private State state = State.NEW;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private byte[] rest = new byte[64];
    private int restLength;
    private boolean writing;
    private boolean kept;
    private int receiveMaximum = 0xFFFF;
    private long started;
    private long greeted;

    Connection(
            Loop loop,
            Faults faults,
            int version,
            String clientId,
            @Nullable Credentials credentials,
            List<String> filters,
            int qos,
            Handler handler) {
        this.loop = loop;
        this.faults = faults;
        this.version = version;
        this.clientId = clientId;
        this.credentials = credentials;
        this.filters = List.copyOf(filters);
        this.qos = qos;
        this.handler = handler;
    }

    /** Asks for a session that outlives the connection; to be called before it is opened. */
    void keepSession() {
        kept = true;
    }

    int version() {
        return version;
    }

    /** How many messages of QoS 1 and 2 the broker takes at once. */
    int receiveMaximum() {
        return receiveMaximum;
    }

    boolean established() {
        return state == State.ESTABLISHED;
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    /** {@link System#nanoTime()} of the attempt to connect. */
    long started() {
        return started;
    }

    /** {@link System#nanoTime()} when CONNECT was written. */
    long greeted() {
        return greeted;
    }

    void open(@Nullable InetSocketAddress from, InetSocketAddress to) {
        state = State.CONNECTING;
        started = System.nanoTime();
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Reset when it is closed: a port that lingers for a minute would be missing in the next run.
            opened.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (from != null) {
                opened.bind(from);
            }
            boolean done = opened.connect(to);
            key = loop.register(opened, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (done) {
                greet();
            }
        } catch (IOException e) {
            drop("could not connect: " + e.getMessage());
        }
    }

    /** The selector says that there is something to do. */
    void ready(SelectionKey ready) {
        try {
            if (ready.isConnectable() && channel != null) {
                channel.finishConnect();
                ready.interestOps(SelectionKey.OP_READ);
                greet();
                return;
            }
            if (ready.isReadable()) {
                read();
            }
            if (state != State.CLOSED && ready.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            drop("lost: " + e.getMessage());
        }
    }

    private void greet() {
        state = State.WAITING;
        byte[] connect = Wire.connect(version, clientId, credentials, kept);
        room(connect.length).put(connect);
        greeted = System.nanoTime();
        flush();
    }

    private void read() throws IOException {
        ByteBuffer in = loop.in();
        in.clear().put(rest, 0, restLength);
        restLength = 0;
        int read = channel == null ? -1 : channel.read(in);
        if (read < 0 && state == State.LEAVING) {
            close();
            return;
        }
        if (read < 0) {
            drop("the broker closed the connection");
            return;
        }
        loop.mark();
        in.flip();
        parse(in);
    }

    private void parse(ByteBuffer in) {
        int limit = in.limit();
        int at = 0;
        while (limit - at >= 2 && state != State.CLOSED) {
            int header = at + 1;
            while (header < limit && in.get(header) < 0 && header - at < 4) {
                header++;
            }
            if (header >= limit) {
                break;
            }
            int start = header + 1;
            int end = start + Wire.varInt(in, at + 1);
            if (end > limit) {
                break;
            }
            int first = in.get(at) & 0xFF;
            if (state == State.ESTABLISHED) {
                handler.packet(first, in, start, end);
            } else if (state != State.LEAVING) {
                begin(first, in, start, end);
            }
            at = end;
        }
        if (state != State.CLOSED) {
            keep(in, at, limit);
            flush();
        }
    }

    private void keep(ByteBuffer in, int from, int to) {
        int length = to - from;
        if (length > rest.length) {
            rest = new byte[Math.max(length, rest.length * 2)];
        }
        in.get(from, rest, 0, length);
        restLength = length;
    }

    private void begin(int first, ByteBuffer in, int start, int end) {
        if (state == State.WAITING && first >> 4 == Wire.CONNACK) {
            int code = in.get(start + 1) & 0xFF;
            if (code != 0) {
                refuse("CONNACK with 0x%02X".formatted(code));
                return;
            }
            if (version == 5) {
                receiveMaximum = Wire.receiveMaximum(in, start + 2);
            }
            if (filters.isEmpty()) {
                establish();
            } else {
                state = State.SUBSCRIBING;
                byte[] subscribe = Wire.subscribe(version, filters, qos);
                room(subscribe.length).put(subscribe);
            }
        } else if (state == State.SUBSCRIBING && first >> 4 == Wire.SUBACK) {
            for (int at = end - filters.size(); at < end; at++) {
                if ((in.get(at) & 0xFF) >= 0x80) {
                    refuse("SUBACK with 0x%02X".formatted(in.get(at)));
                    return;
                }
            }
            establish();
        } else if (state == State.SUBSCRIBING && first >> 4 == Wire.PUBLISH) {
            handler.packet(first, in, start, end); // a broker may deliver before it answers [MQTT 5.0, 3.8.4]
        } else {
            refuse("packet 0x%02X instead of an answer".formatted(first));
        }
    }

    private void establish() {
        state = State.ESTABLISHED;
        handler.established();
    }

    private void refuse(String why) {
        faults.refused(clientId + ": " + why);
        close();
    }

    /** A buffer with room for so many bytes, to be written by the next {@link #flush()}. */
    ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(2 * out.capacity(), out.position() + bytes));
            out = larger.put(out.flip());
        }
        return out;
    }

    /** How many bytes the system has not taken yet. */
    int waiting() {
        return out.position();
    }

    /** Writes what the system takes now; the rest when it takes more. */
    void flush() {
        if (out.position() == 0 && !writing || channel == null || state == State.CLOSED) {
            return;
        }
        try {
            out.flip();
            channel.write(out);
            out.compact();
        } catch (IOException e) {
            drop("lost: " + e.getMessage());
            return;
        }
        boolean left = out.position() > 0;
        if (left != writing && key != null) {
            writing = left;
            key.interestOps(left ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Says DISCONNECT; closed when the broker has closed its end, as it has to then. */
    void disconnect() {
        state = State.LEAVING;
        room(2).putShort((short) (Wire.DISCONNECT << 12));
        flush();
    }

    /** What no broker does by itself while everything is well. */
    void drop(String why) {
        if (state != State.CLOSED) {
            faults.dropped(clientId + ": " + why);
            close();
        }
    }

    /** Ends it without DISCONNECT, as a client does whose machine vanishes. */
    void close() {
        state = State.CLOSED;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
