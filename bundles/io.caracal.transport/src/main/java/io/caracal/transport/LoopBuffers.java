package io.caracal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.IovArray;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;

/** What the links of one loop share, since only one of them reads or writes at a time. Used on that loop only. */
final class LoopBuffers {
    /** As much as is read at once. */
    static final int INPUT = 64 * 1024;

    /** How many buffers go out with one system call at most. */
    private static final int VECTORS = 1024;

    /** How many queues are kept for the next ones that need one. */
    private static final int SPARE = 64;

    /** Room for a few small packets. */
    private static final int OUTPUT = 512;

    /** How many bytes of buffers are kept for the next ones that need one. */
    private static final int SPARE_BYTES = 1024 * 1024;

    private final All all;
    private final EventLoop loop;
    private final ByteBufAllocator alloc = ByteBufAllocator.DEFAULT;
    private final ArrayDeque<SendQueue> queues = new ArrayDeque<>();
    /** Of their own kind, so that they are known again. */
    private final ByteBufAllocator outputs = new UnpooledByteBufAllocator(true);

    private final ArrayDeque<ByteBuf> spareOutputs = new ArrayDeque<>();
    private int spareBytes;
    private ByteBuf input;
    private final IovArray vectors;

    private LoopBuffers(All all, EventLoop loop) {
        this.all = all;
        this.loop = loop;
        this.input = alloc.directBuffer(INPUT, INPUT);
        this.vectors = new IovArray(VECTORS);
        loop.terminationFuture().addListener(ended -> release());
    }

    /** The buffers of all loops. */
    static final class All {
        private final Map<EventExecutor, LoopBuffers> byLoop = new IdentityHashMap<>();

        All(EventLoopGroup group) {
            for (EventExecutor each : group) {
                byLoop.put(each, new LoopBuffers(this, (EventLoop) each));
            }
        }

        LoopBuffers of(EventLoop loop) {
            LoopBuffers own = byLoop.get(loop);
            if (own == null) {
                throw new IllegalArgumentException("an event loop of another group was given");
            }
            return own;
        }
    }

    /** Those of another loop of the same group; from any thread. */
    LoopBuffers of(EventLoop other) {
        return all.of(other);
    }

    EventLoop loop() {
        return loop;
    }

    ByteBufAllocator alloc() {
        return alloc;
    }

    /** An empty buffer to read into. */
    ByteBuf input() {
        return input;
    }

    /** What was read has been dealt with; whoever keeps it keeps the buffer. */
    void inputDone() {
        if (input.refCnt() == 1) {
            input.clear();
        } else {
            input.release();
            input = alloc.directBuffer(INPUT, INPUT);
        }
    }

    /** An empty buffer to be written, as large as the last one that was sent. */
    ByteBuf output() {
        ByteBuf spare = spareOutputs.poll();
        if (spare == null) {
            return outputs.directBuffer(OUTPUT);
        }
        spareBytes -= spare.capacity();
        return spare;
    }

    /** What was in it has been sent. */
    void recycle(ByteBuf sent) {
        boolean own = sent.alloc() == outputs && sent.unwrap() == null && sent.refCnt() == 1;
        if (own && spareBytes + sent.capacity() <= SPARE_BYTES) {
            spareBytes += sent.capacity();
            spareOutputs.push(sent.clear());
        } else {
            sent.release();
        }
    }

    /** Empty. */
    IovArray vectors() {
        vectors.clear();
        return vectors;
    }

    SendQueue queue() {
        SendQueue spare = queues.poll();
        return spare == null ? new SendQueue() : spare;
    }

    /** @param queue an empty one */
    void giveBack(SendQueue queue) {
        if (queues.size() < SPARE) {
            queues.push(queue);
        }
    }

    private void release() {
        input.release();
        vectors.release();
        spareOutputs.forEach(ByteBuf::release);
        spareOutputs.clear();
    }
}
