package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A socket that connections come in by: bound when it is made, taking connections from {@link #start} to {@link #close}. */
interface Acceptor extends AutoCloseable {
    /** Takes connections from now on; until then the system keeps them waiting. */
    void start();

    /** Where it really listens. */
    InetSocketAddress address();

    boolean isOpen();

    /** Lets another socket of ours bind the same port, or no longer. */
    void sharePort(boolean shared);

    /** Other options for connections that come from now on. */
    void options(TcpOptions options);

    /** Takes no more connections when this returns; those that are there stay. Not from an event loop. */
    @Override
    void close();

    /** What becomes of a connection that was let in. */
    sealed interface Entrance {
        /** MQTT begins at once. */
        record Direct(LinkReceiver receiver) implements Entrance {}

        /**
         * Something is to be settled with the client first.
         *
         * @param begin is given the channel on its loop, before it becomes active
         */
        record Staged(Consumer<Channel> begin) implements Entrance {}
    }

    /** Decides about connections; called from several loops. */
    interface Gate {
        /**
         * What becomes of the next connection; null if it is to be closed.
         *
         * @param from where it comes from
         */
        @Nullable
        Entrance enter(Supplier<InetSocketAddress> from);

        /** Nanoseconds for which further connections are to wait for the system to take them; 0 if they need not. */
        default long delay() {
            return 0;
        }

        /** A connection that was let in is closed. */
        void left();
    }
}
