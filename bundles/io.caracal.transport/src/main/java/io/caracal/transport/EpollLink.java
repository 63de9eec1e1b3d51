package io.caracal.transport;

import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's socket on an epoll loop: all that there is between the system and a {@link LinkReceiver}. It takes less memory and fewer
 * system calls than a channel with its pipeline, which tells where clients are many and mostly idle, or come all at once.
 *
 * <p>What the system is asked to report follows lazily: a client that is not read from costs a call only if it sends.
 */
final class EpollLink implements Link, EpollIoHandle {
    private static final Logger LOG = LoggerFactory.getLogger(EpollLink.class);

    /** How often one client is read from before the others have their turn. */
    private static final int READS = 4;

    /** As epoll(7) has them; the system reports the last two whether it was asked to or not. */
    private static final int IN = EpollIoOps.EPOLLIN.value();

    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ERR = EpollIoOps.EPOLLERR.value();
    private static final int HUP = 0x10;

    /** Not a {@link Socket}, which asks the system for its address family first. */
    private final FileDescriptor socket;

    private final InetSocketAddress peer;
    private final int localPort;
    private final LinkReceiver receiver;
    private final Acceptor.Gate gate;
    private volatile LoopBuffers buffers;
    private @Nullable IoRegistration registration;
    private @Nullable SendQueue waiting;
    private int asked;
    private boolean reading = true;
    private boolean blocked;
    private boolean writable = true;
    private boolean endOutput;
    private boolean broken;
    private boolean closed;

    EpollLink(
            FileDescriptor socket,
            InetSocketAddress peer,
            int localPort,
            LinkReceiver receiver,
            LoopBuffers buffers,
            Acceptor.Gate gate) {
        this.socket = socket;
        this.peer = peer;
        this.localPort = localPort;
        this.receiver = receiver;
        this.buffers = buffers;
        this.gate = gate;
    }

    /** The first call, on its loop. */
    void open() {
        receiver.opened(this);
        Throwable failure = register();
        if (failure != null) {
            fail(failure);
            close();
        }
    }

    private @Nullable Throwable register() {
        if (closed) {
            return new ClosedChannelException();
        }
        var registering = ((IoEventLoop) buffers.loop()).register(this);
        if (!registering.isSuccess()) {
            Throwable cause = registering.cause();
            return cause == null ? new IllegalStateException("not on the loop of the link") : cause;
        }
        registration = registering.getNow();
        ask((reading ? IN : 0) | (blocked ? OUT : 0));
        return null;
    }

    /** Tells the system what is to be reported; errors always are. */
    private void ask(int events) {
        IoRegistration current = registration;
        int wanted = events == 0 ? ERR : events;
        if (current == null || wanted == asked || closed) {
            return;
        }
        asked = wanted;
        try {
            current.submit(EpollIoOps.valueOf(wanted));
        } catch (UncheckedIOException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (!broken && !closed) {
            broken = true;
            dropWaiting();
            receiver.failed(cause instanceof NotYetConnectedException gone ? connectionLost(gone) : cause);
        }
    }

    /** What the native library says of ENOTCONN, which a client brings about that breaks off. */
    private static IOException connectionLost(NotYetConnectedException gone) {
        return new IOException("the client is not connected any more", gone);
    }

    // What the system reports

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // one client's failure, whatever it is, must not hold up its loop
    public void handle(IoRegistration mine, IoEvent event) {
        if (closed || !(event instanceof EpollIoEvent epoll)) {
            return;
        }
        int ops = epoll.ops().value();
        try {
            if ((ops & (OUT | ERR)) != 0 && blocked) {
                send();
            }
            if ((ops & ~OUT) != 0 && !closed) {
                readable(ops);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void readable(int ops) {
        if (reading) {
            read();
        } else if ((ops & (ERR | HUP)) != 0) {
            // It has gone, and nobody will ever read what it sent.
            close();
        } else {
            ask(asked & OUT);
        }
    }

    private void read() {
        for (int i = 0; i < READS && reading && !closed; i++) {
            LoopBuffers own = buffers;
            ByteBuf input = own.input();
            int count;
            try {
                count = socket.readAddress(input.memoryAddress(), 0, LoopBuffers.INPUT);
            } catch (IOException | NotYetConnectedException e) {
                fail(e);
                close();
                return;
            }
            if (count < 0) {
                close();
                return;
            }
            if (count == 0) {
                return;
            }
            input.setIndex(0, count);
            try {
                receiver.received(input);
            } finally {
                own.inputDone();
            }
            if (count < LoopBuffers.INPUT) {
                return;
            }
        }
    }

    // What is asked of it

    @Override
    public EventLoop eventLoop() {
        return buffers.loop();
    }

    @Override
    public ByteBufAllocator alloc() {
        return buffers.alloc();
    }

    @Override
    public ByteBuf buffer() {
        return buffers.output();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return peer;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public void reading(boolean wanted) {
        reading = wanted;
        if (wanted) {
            ask(asked & OUT | IN);
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        if (closed || broken || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        SendQueue queue = waiting;
        if (queue == null) {
            queue = buffers.queue();
            waiting = queue;
        }
        queue.add(direct(bytes));
        if (writable && queue.bytes() > HIGH_WATER) {
            writable = false;
            receiver.writabilityChanged();
        }
    }

    private ByteBuf direct(ByteBuf bytes) {
        if (bytes.hasMemoryAddress()) {
            return bytes;
        }
        try {
            return alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void flush() {
        if (!blocked) {
            send();
        }
    }

    private void send() {
        SendQueue queue = waiting;
        if (queue != null) {
            try {
                blocked = !queue.sendTo(socket, buffers);
            } catch (IOException | NotYetConnectedException e) {
                fail(e);
                return;
            }
            if (!writable && queue.bytes() < LOW_WATER) {
                writable = true;
                receiver.writabilityChanged();
            }
            if (!blocked && waiting == queue && queue.isEmpty()) {
                waiting = null;
                buffers.giveBack(queue);
            }
        }
        if (!blocked) {
            ask(asked & ~OUT);
            shutdownWhenDone();
        } else {
            ask(asked | OUT);
            receiver.blocked();
        }
    }

    @Override
    public boolean writable() {
        return writable && !closed && !broken;
    }

    @Override
    public long waiting() {
        return waiting == null ? 0 : waiting.bytes();
    }

    @Override
    public void endOutput() {
        endOutput = true;
        flush();
    }

    private void shutdownWhenDone() {
        if (endOutput && !closed && !broken && waiting == null) {
            endOutput = false;
            try {
                new Socket(socket.intValue()).shutdown(false, true);
            } catch (IOException | NotYetConnectedException e) {
                fail(e);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        dropWaiting();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("peer={} closing its socket failed: {}", peer, e.toString());
        }
        // Behind the closing, with which the system forgets the registration by itself.
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
        gate.left();
        receiver.closed();
    }

    private void dropWaiting() {
        SendQueue queue = waiting;
        if (queue != null) {
            waiting = null;
            queue.release();
            buffers.giveBack(queue);
        }
        blocked = false;
    }

    /** Not at once: the receiver may ask for it while it is told something, and is to be done with that before the other loop begins. */
    @Override
    public void moveTo(EventLoop other, Consumer<@Nullable Throwable> done) {
        hand(buffers.loop(), () -> leaveFor(other, done), done);
    }

    private void leaveFor(EventLoop other, Consumer<@Nullable Throwable> done) {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
        asked = 0;
        LoopBuffers there = buffers.of(other);
        hand(
                other,
                () -> {
                    buffers = there;
                    done.accept(register());
                },
                done);
    }

    private static void hand(EventLoop loop, Runnable task, Consumer<@Nullable Throwable> refused) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            refused.accept(e);
        }
    }
}
