package io.caracal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what is written, without a network. */
final class MemoryLink implements Link {
    private final List<ByteBuf> written = new ArrayList<>();

    /** What was written, to be released by whoever asks last. */
    List<ByteBuf> written() {
        return written;
    }

    @Override
    public EventLoop eventLoop() {
        throw new UnsupportedOperationException("it belongs to no loop");
    }

    @Override
    public ByteBufAllocator alloc() {
        return ByteBufAllocator.DEFAULT;
    }

    @Override
    public ByteBuf buffer() {
        return alloc().directBuffer();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("client", 1883);
    }

    @Override
    public int localPort() {
        return 0;
    }

    @Override
    public void reading(boolean wanted) {}

    @Override
    public void write(ByteBuf bytes) {
        written.add(bytes);
    }

    @Override
    public void flush() {}

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void endOutput() {}

    @Override
    public void close() {}

    @Override
    public void moveTo(EventLoop other, Consumer<@Nullable Throwable> done) {
        throw new UnsupportedOperationException("it belongs to no loop");
    }
}
