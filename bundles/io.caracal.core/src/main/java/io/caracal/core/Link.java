package io.caracal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way to one client: bytes go out by it, and what comes in is told to its {@link LinkReceiver}. A transport makes it. All methods
 * but {@link #eventLoop} are called on the link's loop only, and none throws because the client has gone.
 */
@ConsumerType
public interface Link {
    /** The loop that the link belongs to now; from any thread. */
    EventLoop eventLoop();

    /** For buffers of all kinds. */
    ByteBufAllocator alloc();

    /** An empty buffer that grows as needed, for what is to be written; {@link #write} takes it back. */
    ByteBuf buffer();

    /**
     * The client's address; where a proxy is before the broker, the one that the proxy tells. The same object each time, since several
     * parts keep it as long as the connection lasts.
     */
    InetSocketAddress remoteAddress();

    /** What is known of the client beyond its socket. */
    default PeerInfo peer() {
        return PeerInfo.NONE;
    }

    /** The port that the client came in by; 0 if there is none. */
    int localPort();

    /** Whether bytes are wanted. What the system has taken from the client waits there meanwhile; at first they are wanted. */
    void reading(boolean wanted);

    /**
     * Puts bytes behind those that wait; they go out with the next {@link #flush}.
     *
     * @param bytes handed over, to be released by the link
     */
    void write(ByteBuf bytes);

    /** Gives the system what it takes; the rest follows when it takes more. */
    void flush();

    /**
     * False from the moment when more than {@link #HIGH_WATER} bytes wait until fewer than {@link #LOW_WATER} do, and when the link
     * is closed. {@link LinkReceiver#writabilityChanged} tells of changes.
     */
    boolean writable();

    /** Bytes that were written and that the system has not taken yet; 0 once it is closed. */
    default long waiting() {
        return 0;
    }

    /** Tells the client that nothing follows, when all that waits has gone out; the other direction stays open. */
    void endOutput();

    /** Ends it at once; what waits is lost. {@link LinkReceiver#closed} follows before this returns. Once closed, it does nothing. */
    void close();

    /**
     * Makes the link another loop's. Until it is there nothing may be done with it, and nothing is told.
     *
     * @param done called on the other loop, with null, or on any thread with the reason why it cannot be moved; then it is to be closed
     */
    void moveTo(EventLoop other, Consumer<@Nullable Throwable> done);

    /** Bytes. */
    int LOW_WATER = 64 * 1024;

    /** Bytes. */
    int HIGH_WATER = 256 * 1024;
}
