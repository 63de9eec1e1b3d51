package io.caracal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.IovArray;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;

/** Bytes on their way to one client, in buffers with a memory address. */
final class SendQueue {
    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();
    private long bytes;

    /** Takes over a buffer. */
    void add(ByteBuf buffer) {
        bytes += buffer.readableBytes();
        buffers.add(buffer);
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    /**
     * Gives the system as much as it takes.
     *
     * @return false if it takes no more for now
     */
    boolean sendTo(FileDescriptor socket, LoopBuffers loop) throws IOException {
        while (!buffers.isEmpty()) {
            long offered;
            long taken;
            if (buffers.size() == 1) {
                ByteBuf only = buffers.element();
                offered = only.readableBytes();
                taken = socket.writeAddress(only.memoryAddress(), only.readerIndex(), only.writerIndex());
            } else {
                IovArray vectors = loop.vectors();
                for (ByteBuf each : buffers) {
                    if (!vectors.add(each)) {
                        break;
                    }
                }
                offered = vectors.size();
                taken = socket.writevAddresses(vectors.memoryAddress(0), vectors.count());
            }
            taken(taken, loop);
            if (taken < offered) {
                return false;
            }
        }
        return true;
    }

    private void taken(long count, LoopBuffers loop) {
        bytes -= count;
        long left = count;
        while (left > 0) {
            ByteBuf first = Objects.requireNonNull(buffers.peek());
            int readable = first.readableBytes();
            if (left < readable) {
                first.skipBytes((int) left);
                return;
            }
            left -= readable;
            loop.recycle(buffers.remove());
        }
    }

    /** Throws away what is left. */
    void release() {
        buffers.forEach(ByteBuf::release);
        buffers.clear();
        bytes = 0;
    }
}
