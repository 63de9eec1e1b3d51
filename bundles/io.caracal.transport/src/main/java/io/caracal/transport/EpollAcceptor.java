package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections from the system itself and makes {@link EpollLink}s of them, without a channel and a pipeline for each. */
final class EpollAcceptor implements Acceptor, EpollIoHandle {
    private static final Logger LOG = LoggerFactory.getLogger(EpollAcceptor.class);

    /** How many connections are taken before the loop sees to those that are there. */
    private static final int AT_ONCE = 16;

    /** How long to wait when the system has no more of something, file descriptors above all. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** One byte for its length, 16 of an IPv6 address, scope and port. */
    private static final int ADDRESS = 25;

    private final Socket socket;
    private final EventLoopGroup group;
    private final LoopBuffers.All buffers;
    private final Gate gate;
    private final InetSocketAddress address;
    private final IoEventLoop loop;
    private final IoRegistration registration;
    private final byte[] accepted = new byte[ADDRESS];
    private final Supplier<InetSocketAddress> from = this::from;

    /** @throws IOException if the address cannot be bound */
    EpollAcceptor(
            EventLoopGroup group,
            LoopBuffers.All buffers,
            InetSocketAddress wanted,
            int backlog,
            TcpOptions options,
            boolean beside,
            Gate gate)
            throws IOException {
        this.group = group;
        this.buffers = buffers;
        this.gate = gate;
        this.socket = Socket.newSocketStream();
        try {
            socket.setReuseAddress(true);
            socket.setReusePort(beside);
            // Linux gives them to the sockets that are accepted, which saves calls for each of them.
            options.applyTo(socket);
            socket.bind(wanted);
            socket.listen(backlog);
            InetSocketAddress bound = socket.localAddress();
            address = bound == null ? wanted : bound;
            loop = (IoEventLoop) group.next();
            registration = registered(loop);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private IoRegistration registered(IoEventLoop on) throws IOException {
        var registering = on.register(this).awaitUninterruptibly();
        if (!registering.isSuccess()) {
            throw new IOException(registering.cause());
        }
        return registering.getNow();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void start() {
        registration.submit(EpollIoOps.EPOLLIN);
    }

    @Override
    public void handle(IoRegistration mine, IoEvent event) {
        if (event instanceof EpollIoEvent && socket.isOpen()) {
            accept();
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                long delay = gate.delay();
                if (delay > 0) {
                    pause(delay);
                    return;
                }
                int descriptor = socket.accept(accepted);
                if (descriptor < 0) {
                    return;
                }
                take(new FileDescriptor(descriptor));
            }
        } catch (IOException e) {
            if (socket.isOpen()) {
                LOG.warn(
                        "listener on {} cannot take a connection, tries again in {} ms: {}",
                        address,
                        TimeUnit.NANOSECONDS.toMillis(PAUSE),
                        e.toString());
                pause(PAUSE);
            }
        }
    }

    private void pause(long nanos) {
        registration.submit(EpollIoOps.EPOLLERR);
        var unused = loop.schedule(
                () -> {
                    if (socket.isOpen()) {
                        start();
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void take(FileDescriptor client) throws IOException {
        Entrance entrance = gate.enter(from);
        switch (entrance) {
            case null -> client.close();
            case Entrance.Direct direct -> open(client, direct.receiver());
            case Entrance.Staged staged -> open(client, staged);
        }
    }

    private void open(FileDescriptor client, LinkReceiver receiver) throws IOException {
        try {
            EventLoop owner = group.next();
            EpollLink link = new EpollLink(client, from(), address.getPort(), receiver, buffers.of(owner), gate);
            owner.execute(link::open);
        } catch (RejectedExecutionException e) {
            LOG.debug("listener on {} lost a connection: {}", address, e.toString());
            client.close();
            gate.left();
        }
    }

    private void open(FileDescriptor client, Entrance.Staged staged) {
        Channel channel = new EpollSocketChannel(client.intValue());
        channel.closeFuture().addListener(closed -> gate.left());
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opened) {
                staged.begin().accept(opened);
            }
        });
        group.next().register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                LOG.debug("listener on {} lost a connection: {}", address, String.valueOf(registered.cause()));
                channel.unsafe().closeForcibly();
            }
        });
    }

    private InetSocketAddress from() {
        return NativeInetAddress.address(accepted, 1, accepted[0]);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void sharePort(boolean shared) {
        try {
            socket.setReusePort(shared);
        } catch (IOException e) {
            LOG.warn("listener on {}: SO_REUSEPORT cannot be set to {}: {}", address, shared, e.toString());
        }
    }

    @Override
    public void options(TcpOptions options) {
        try {
            options.applyTo(socket);
        } catch (IOException e) {
            LOG.warn("listener on {}: its tcp_options cannot be set: {}", address, e.toString());
        }
    }

    @Override
    public void close() {
        if (loop.inEventLoop()) {
            closeNow();
            return;
        }
        try {
            // On the loop, since another socket may get the number of a closed one while it is still in use there.
            loop.submit(this::closeNow).awaitUninterruptibly();
        } catch (RejectedExecutionException _) {
            closeNow();
        }
    }

    private void closeNow() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("listener on {} cannot be closed: {}", address, e.toString());
        }
        registration.cancel();
    }
}
