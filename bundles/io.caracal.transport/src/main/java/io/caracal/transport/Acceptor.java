package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import java.net.InetSocketAddress;
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

    /** Takes no more connections when this returns; those that are there stay. Not from an event loop. */
    @Override
    void close();

    /** Decides about connections; called from several loops. */
    interface Gate {
        /** Whoever speaks on the next connection; null if there are too many, then it is closed. */
        @Nullable
        LinkReceiver enter();

        /** A connection that was let in is closed. */
        void left();
    }
}
