package io.caracal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A link to nowhere: what is written is counted and released. No socket and no channel, so that there can be a million of them. */
final class MemoryLink implements Link {
    /** What all links of a run have received; on the one loop of the broker only. */
    static final class Received {
        private long bytes;

        /** Bytes so far. */
        long bytes() {
            return bytes;
        }
    }

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final int FIRST = 512;

    private final EventLoop loop;
    private final LinkReceiver receiver;
    private final Received received;
    private boolean closed;

    MemoryLink(EventLoop loop, LinkReceiver receiver, Received received) {
        this.loop = loop;
        this.receiver = receiver;
        this.received = received;
    }

    void open() {
        receiver.opened(this);
    }

    /** As if the client had sent it. */
    void send(ByteBuf bytes) {
        receiver.received(bytes);
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public ByteBufAllocator alloc() {
        return ByteBufAllocator.DEFAULT;
    }

    @Override
    public ByteBuf buffer() {
        return alloc().directBuffer(FIRST);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return NOWHERE;
    }

    @Override
    public int localPort() {
        return 1883;
    }

    @Override
    public void reading(boolean wanted) {
        // the benchmark waits for each answer
    }

    @Override
    public void write(ByteBuf bytes) {
        received.bytes += bytes.readableBytes();
        bytes.release();
    }

    @Override
    public void flush() {
        // written already
    }

    @Override
    public boolean writable() {
        return !closed;
    }

    @Override
    public void endOutput() {
        close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            receiver.closed();
        }
    }

    @Override
    public void moveTo(EventLoop other, Consumer<@Nullable Throwable> done) {
        throw new IllegalStateException("given is a broker of several loops, expected one of one loop");
    }
}
