package io.caracal.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Subscribers on real sockets. One thread reads, counts, acknowledges and forgets what comes. */
final class Drain implements AutoCloseable {
    private static final int CAPACITY = 256 * 1024;
    /** While the broker does not take more from the publisher. */
    private static final long PAUSE_NANOS = 20_000;

    private final Selector selector = selector();
    private final ByteBuffer in = ByteBuffer.allocateDirect(CAPACITY);
    private final ByteBuffer acks = ByteBuffer.allocateDirect(CAPACITY);
    private final Thread thread = new Thread(this::run, "drain");
    private volatile long deliveries;
    private volatile boolean closed;
    private volatile @Nullable UncheckedIOException failure;
    private @Nullable SocketChannel publisher;
    private volatile long awaited;
    private volatile @Nullable Thread waiting;

    private static Selector selector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left of a packet that is cut off. */
    private static final class Rest {
        final byte[] bytes = new byte[256];
        int length;
    }

    void subscribe(SocketAddress broker, int version, String clientId, String filter, int qos) throws IOException {
        SocketChannel channel = connect(broker, version, clientId);
        int length = 2 + (version == 5 ? 1 : 0) + 2 + filter.length() + 1;
        ByteBuffer packet = ByteBuffer.allocate(2 + length)
                .put((byte) 0x82)
                .put((byte) length)
                .putShort((short) 1);
        if (version == 5) {
            packet.put((byte) 0);
        }
        packet.putShort((short) filter.length()).put(filter.getBytes(US_ASCII)).put((byte) qos);
        writeFully(channel, packet.flip());
        answer(channel, 0x90);
        register(channel);
    }

    void publisher(SocketAddress broker, String clientId) throws IOException {
        SocketChannel channel = connect(broker, 4, clientId);
        register(channel);
        publisher = channel;
    }

    private static SocketChannel connect(SocketAddress broker, int version, String clientId) throws IOException {
        SocketChannel channel = SocketChannel.open(broker);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int length = 10 + (version == 5 ? 1 : 0) + 2 + clientId.length();
        ByteBuffer packet = ByteBuffer.allocate(2 + length)
                .put((byte) 0x10)
                .put((byte) length)
                .putShort((short) 4);
        packet.put("MQTT".getBytes(US_ASCII))
                .put((byte) version)
                .put((byte) 0x02)
                .putShort((short) 0);
        if (version == 5) {
            packet.put((byte) 0);
        }
        packet.putShort((short) clientId.length()).put(clientId.getBytes(US_ASCII));
        writeFully(channel, packet.flip());
        answer(channel, 0x20);
        return channel;
    }

    private static void answer(SocketChannel channel, int expected) throws IOException {
        ByteBuffer header = readFully(channel, 2);
        readFully(channel, header.get(1));
        if ((header.get(0) & 0xFF) != expected) {
            throw new IOException("given packet 0x%02X, expected 0x%02X".formatted(header.get(0), expected));
        }
    }

    private static ByteBuffer readFully(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the broker closed the connection");
            }
        }
        return buffer;
    }

    private static void writeFully(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void register(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Rest());
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends messages that are encoded already. */
    void publish(ByteBuffer messages) throws IOException {
        if (publisher == null) {
            throw new IllegalStateException("there is no publisher");
        }
        while (messages.hasRemaining()) {
            if (publisher.write(messages) == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Returns when so many more messages have come. Leaves the processor to the others meanwhile. */
    void awaitDeliveries(int more) {
        waiting = Thread.currentThread();
        long target = awaited + more;
        awaited = target;
        while (deliveries < target) {
            UncheckedIOException why = failure;
            if (why != null) {
                throw why;
            }
            LockSupport.park(this);
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::read);
                if (deliveries >= awaited) {
                    LockSupport.unpark(waiting);
                }
            }
        } catch (IOException e) {
            fail(new UncheckedIOException(e));
        } catch (UncheckedIOException e) {
            fail(e);
        }
    }

    private void fail(UncheckedIOException why) {
        failure = why;
        LockSupport.unpark(waiting);
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Rest rest = (Rest) key.attachment();
        try {
            in.clear().put(rest.bytes, 0, rest.length);
            if (channel.read(in) < 0) {
                throw new IOException("the broker closed the connection");
            }
            packets(in.flip(), rest);
            writeFully(channel, acks.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            acks.clear();
        }
    }

    /** All packets here are shorter than 128 bytes, so that their length is one byte. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
    private void packets(ByteBuffer bytes, Rest rest) {
        int at = 0;
        int messages = 0;
        while (bytes.limit() - at >= 2 && bytes.limit() - at >= 2 + bytes.get(at + 1)) {
            int first = bytes.get(at) & 0xFF;
            if (first >> 4 == 3) {
                messages++;
                if ((first & 0x06) != 0) {
                    int id = at + 4 + bytes.getShort(at + 2);
                    acks.putShort((short) 0x4002).putShort(bytes.getShort(id));
                }
            }
            at += 2 + bytes.get(at + 1);
        }
        rest.length = bytes.limit() - at;
        bytes.get(at, rest.bytes, 0, rest.length);
        deliveries += messages;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
