package io.caracal.cli.bench;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;

/**
 * The first bytes of a payload: when the message ought to go, who sends it, and the how many-eth of his it is. Whoever subscribes, in this
 * process or another, gets latency and losses from that.
 */
final class Stamp {
    static final int LENGTH = 16;

    private static final int NUMBER_BITS = 20;
    private static final long PLAUSIBLE = TimeUnit.HOURS.toNanos(1);

    /** The most publishers that a run can tell apart. */
    static final int MOST_PUBLISHERS = 1 << NUMBER_BITS;

    private Stamp() {}

    /** The origin of a publisher; the tag is that of the run, so that two runs are not taken for one. */
    static int origin(int tag, int publisher) {
        return tag << NUMBER_BITS | publisher;
    }

    static int publisher(int origin) {
        return origin & (MOST_PUBLISHERS - 1);
    }

    static int tag(int origin) {
        return origin >>> NUMBER_BITS;
    }

    static void write(ByteBuf out, int index, long time, int origin, int sequence) {
        out.setLong(index, time);
        out.setInt(index + 8, origin);
        out.setInt(index + 12, sequence);
    }

    /** Whether there is one; told by a time near now, for other messages may come too. */
    static boolean isAt(ByteBuf in, int index, int length, long now) {
        return length >= LENGTH && Math.abs(now - in.getLong(index)) < PLAUSIBLE;
    }

    static long time(ByteBuf in, int index) {
        return in.getLong(index);
    }

    static int origin(ByteBuf in, int index) {
        return in.getInt(index + 8);
    }

    static int sequence(ByteBuf in, int index) {
        return in.getInt(index + 12);
    }
}
