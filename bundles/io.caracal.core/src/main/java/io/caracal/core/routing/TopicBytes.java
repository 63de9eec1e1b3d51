package io.caracal.core.routing;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Bytes of topic names and filters: equality and hash, the same for arrays and buffers. The hash is keyed with a random number of
 * this process, since clients choose the topics and must not be able to make them collide.
 */
final class TopicBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = new SecureRandom().nextLong();
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long SECRET = new SecureRandom().nextLong() | 1;

    private TopicBytes() {}

    static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = SEED ^ length * SPREAD;
        if (length >= 8) {
            for (int at = from; at < to - 8; at += 8) {
                hash = mix(hash, (long) LONGS.get(bytes, at));
            }
            return fold(mix(hash, (long) LONGS.get(bytes, to - 8)));
        }
        if (length >= 4) {
            return fold(mix(hash, join((int) INTS.get(bytes, from), (int) INTS.get(bytes, to - 4))));
        }
        if (length == 0) {
            return fold(hash);
        }
        return fold(mix(hash, join(bytes[from], bytes[from + (length >> 1)], bytes[to - 1])));
    }

    static int hash(ByteBuf in, int from, int to) {
        int length = to - from;
        long hash = SEED ^ length * SPREAD;
        if (length >= 8) {
            for (int at = from; at < to - 8; at += 8) {
                hash = mix(hash, in.getLongLE(at));
            }
            return fold(mix(hash, in.getLongLE(to - 8)));
        }
        if (length >= 4) {
            return fold(mix(hash, join(in.getIntLE(from), in.getIntLE(to - 4))));
        }
        if (length == 0) {
            return fold(hash);
        }
        return fold(mix(hash, join(in.getByte(from), in.getByte(from + (length >> 1)), in.getByte(to - 1))));
    }

    static boolean equal(byte[] bytes, ByteBuf in, int from, int to) {
        if (bytes.length != to - from) {
            return false;
        }
        int at = 0;
        for (; at <= bytes.length - 8; at += 8) {
            if ((long) LONGS.get(bytes, at) != in.getLongLE(from + at)) {
                return false;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] != in.getByte(from + at)) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(byte[] bytes, byte[] in, int from, int to) {
        return bytes.length == to - from && Arrays.equals(bytes, 0, bytes.length, in, from, to);
    }

    /** Where the topic level that begins at the given position ends: at the next {@code /} or at the end of the topic. */
    static int endOfLevel(byte[] topic, int from) {
        int end = from;
        while (end < topic.length && topic[end] != '/') {
            end++;
        }
        return end;
    }

    private static long join(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }

    private static long join(byte first, byte middle, byte last) {
        return (first & 0xFF) | (middle & 0xFF) << 8 | (last & 0xFF) << 16;
    }

    private static long mix(long hash, long word) {
        long one = hash ^ word;
        return one * SECRET ^ Math.unsignedMultiplyHigh(one, SECRET);
    }

    /** Tables take the low bits, which one multiplication leaves too regular for names that are numbers. */
    private static int fold(long hash) {
        return (int) ((hash ^ hash >>> 32) * SPREAD >>> 32);
    }
}
