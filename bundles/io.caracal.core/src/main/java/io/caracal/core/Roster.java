package io.caracal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order in which they came, each with a number that rises and stays: so a reader that remembers the number of the last
 * entry it saw goes on behind it, whatever came and went meanwhile. Every operation but adding looks at a chunk of bounded size and at
 * a list of chunks, never at all entries. Not thread-safe.
 */
final class Roster<T extends Roster.Numbered> {
    /** Entries of a chunk: moving half of them costs less than a missed cache line or two. */
    static final int CHUNK = 512;

    /** An entry. */
    interface Numbered {
        /** Unique, 1 or more, greater than that of every entry that was added before; never changes. */
        long serial();
    }

    private static final class Chunk<T> {
        final Object[] entries = new Object[CHUNK];
        int size;

        @SuppressWarnings("unchecked")
        T get(int index) {
            return (T) entries[index];
        }
    }

    private final List<Chunk<T>> chunks = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void add(T entry) {
        Chunk<T> last = chunks.isEmpty() ? null : chunks.getLast();
        if (last == null || last.size == CHUNK) {
            last = new Chunk<>();
            chunks.add(last);
        }
        last.entries[last.size++] = entry;
        size++;
    }

    /** Takes an entry out that is here. */
    void remove(T entry) {
        int at = chunkOf(entry.serial());
        Chunk<T> chunk = chunks.get(at);
        int index = firstAfter(chunk, entry.serial() - 1);
        chunk.size--;
        System.arraycopy(chunk.entries, index + 1, chunk.entries, index, chunk.size - index);
        chunk.entries[chunk.size] = null;
        size--;
        if (chunk.size == 0) {
            chunks.remove(at);
        } else if (at + 1 < chunks.size()) {
            joinIfSmall(chunk, at + 1);
        } else if (at > 0) {
            joinIfSmall(chunks.get(at - 1), at);
        }
    }

    /** Keeps chunks filled to a quarter on average, without chunks that swing between one and two. */
    private void joinIfSmall(Chunk<T> chunk, int next) {
        Chunk<T> other = chunks.get(next);
        if (chunk.size + other.size <= CHUNK / 2) {
            System.arraycopy(other.entries, 0, chunk.entries, chunk.size, other.size);
            chunk.size += other.size;
            chunks.remove(next);
        }
    }

    /**
     * Reads on behind an entry, whether that is still here or not.
     *
     * @param serial its number; 0 for the beginning
     * @param most how many are read at most
     */
    void readAfter(long serial, int most, Collection<? super T> into) {
        int left = most;
        int at = chunks.isEmpty() ? 0 : chunkOf(serial);
        int index = chunks.isEmpty() ? 0 : firstAfter(chunks.get(at), serial);
        for (; at < chunks.size() && left > 0; at++, index = 0) {
            Chunk<T> chunk = chunks.get(at);
            for (; index < chunk.size && left > 0; index++, left--) {
                into.add(chunk.get(index));
            }
        }
    }

    /** The entry with that many before it, or null if there are not as many. */
    @Nullable
    T at(int index) {
        int left = index;
        for (Chunk<T> chunk : chunks) {
            if (left < chunk.size) {
                return chunk.get(left);
            }
            left -= chunk.size;
        }
        return null;
    }

    /** The last chunk that begins at a number or before it; the first one if there is none. */
    private int chunkOf(long serial) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (chunks.get(middle).get(0).serial() <= serial) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int firstAfter(Chunk<T> chunk, long serial) {
        int low = 0;
        int high = chunk.size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (chunk.get(middle).serial() <= serial) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
