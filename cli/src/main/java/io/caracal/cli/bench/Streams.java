package io.caracal.cli.bench;

import org.jspecify.annotations.Nullable;

/** The streams of one subscriber by their origin: a hash table of ints, since it is asked for every message. */
final class Streams {
    private int[] origins = new int[4];
    private @Nullable Stream[] streams = new Stream[4];
    private int size;

    @Nullable
    Stream get(int origin) {
        return streams[slot(origin)];
    }

    Stream put(int origin, Stream stream) {
        if (size * 2 >= streams.length) {
            grow();
        }
        int slot = slot(origin);
        origins[slot] = origin;
        streams[slot] = stream;
        size++;
        return stream;
    }

    /** The sum of what is missing in each. */
    long gaps() {
        long gaps = 0;
        for (Stream stream : streams) {
            gaps += stream == null ? 0 : stream.gaps();
        }
        return gaps;
    }

    private int slot(int origin) {
        int mask = streams.length - 1;
        int slot = (origin * 0x9E3779B9) >>> 7 & mask;
        while (streams[slot] != null && origins[slot] != origin) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldOrigins = origins;
        @Nullable Stream[] oldStreams = streams;
        origins = new int[2 * oldOrigins.length];
        streams = new Stream[2 * oldStreams.length];
        for (int i = 0; i < oldStreams.length; i++) {
            if (oldStreams[i] != null) {
                int slot = slot(oldOrigins[i]);
                origins[slot] = oldOrigins[i];
                streams[slot] = oldStreams[i];
            }
        }
    }
}
