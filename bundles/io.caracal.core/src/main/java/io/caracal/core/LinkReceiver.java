package io.caracal.core;

import io.netty.buffer.ByteBuf;
import org.osgi.annotation.versioning.ProviderType;

/** What a {@link Link} tells, on its loop. */
@ProviderType
public interface LinkReceiver {
    /** The client is there; the first call, once. */
    void opened(Link link);

    /**
     * Bytes of MQTT have come.
     *
     * @param bytes lent: who wants to keep them beyond this call retains them
     */
    void received(ByteBuf bytes);

    /** {@link Link#writable} has changed. May come in the midst of a {@link Link#write} or {@link Link#flush}. */
    void writabilityChanged();

    /** The system takes no more for now of what was written ({@link Link#waiting}). May come in the midst of a {@link Link#flush}. */
    default void blocked() {}

    /**
     * Something failed, reading, writing, or in this receiver; the link is of no use any more and is to be closed. May come in the
     * midst of a {@link Link#flush}.
     */
    void failed(Throwable cause);

    /** The link is closed, by whichever side; the last call, once. */
    void closed();
}
