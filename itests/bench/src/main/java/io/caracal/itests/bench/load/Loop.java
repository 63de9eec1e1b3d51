package io.caracal.itests.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread of the load: its selector, its read buffer, its clock. */
final class Loop implements AutoCloseable {
    private static final int READ_CAPACITY = 1 << 20;
    private static final int CONNECTING_AT_ONCE = 50;
    /** Ports of one source address that are used; the system has about 28,000. */
    private static final int CLIENTS_PER_ADDRESS = 8000;

    private static final Duration SLICE = Duration.ofMillis(20);

    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_CAPACITY);
    private final InetSocketAddress target;
    private final Consumer<SelectionKey> action = Loop::ready;
    private long now = System.nanoTime();

    /** @throws IllegalArgumentException if the target is not on this machine: load is not for the machines of others */
    Loop(InetSocketAddress target) throws IOException {
        if (target.isUnresolved() || !target.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "given is the target " + target + ", only loopback (127.0.0.1, ::1) is allowed");
        }
        this.target = target;
    }

    InetSocketAddress target() {
        return target;
    }

    private static void ready(SelectionKey key) {
        ((Connection) key.attachment()).ready(key);
    }

    SelectionKey register(SocketChannel channel, int operations, Connection connection) throws ClosedChannelException {
        return channel.register(selector, operations, connection);
    }

    ByteBuffer in() {
        return in;
    }

    /** Reads the clock, once for everything that was read together. */
    void mark() {
        now = System.nanoTime();
    }

    /** {@link System#nanoTime()} when bytes were read last. */
    long now() {
        return now;
    }

    /** Connects all, a limited number at a time, and waits until all are established or have failed. */
    void connect(List<Connection> connections, Duration limit) throws IOException {
        var opening = new Object() {
            int opened;
            int settled;
        };
        run(
                () -> {
                    while (opening.settled < opening.opened && settled(connections.get(opening.settled))) {
                        opening.settled++;
                    }
                    while (opening.opened < connections.size()
                            && opening.opened - opening.settled < CONNECTING_AT_ONCE) {
                        connections.get(opening.opened).open(source(opening.opened), target);
                        opening.opened++;
                    }
                    return opening.settled == connections.size();
                },
                limit,
                false);
        for (Connection connection : connections) {
            if (!settled(connection)) {
                connection.drop("not established within " + limit.toSeconds() + " s");
            }
        }
    }

    private static boolean settled(Connection connection) {
        return connection.established() || connection.closed();
    }

    private @Nullable InetSocketAddress source(int number) {
        int address = number / CLIENTS_PER_ADDRESS;
        if (address == 0 || target.getAddress().getAddress().length != 4) {
            return null;
        }
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (1 + address)), 0);
    }

    /**
     * Serves the connections until there is nothing more to wait for.
     *
     * @param done asked after every round; may send
     * @param spin whether to ask without pause, for a precise clock
     * @return false if the limit came first
     */
    boolean run(BooleanSupplier done, Duration limit, boolean spin) throws IOException {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            if (spin) {
                selector.selectNow(action);
            } else {
                selector.select(action, SLICE.toMillis());
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Connection) key.attachment()).close();
        }
        selector.close();
    }
}
