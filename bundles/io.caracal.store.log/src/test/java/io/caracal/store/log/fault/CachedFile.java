package io.caracal.store.log.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A file as an operating system has it: what programs see, what the medium has, and between them, for every sector, the states that it
 * went through since it was last forced. Any of them may be on the medium when the power fails, independently of other sectors.
 */
final class CachedFile {
    static final int SECTOR = 512;
    private static final int STATES_KEPT = 6;

    private byte[] seen = new byte[SECTOR];
    private int size;
    private byte[] medium = new byte[SECTOR];
    private int mediumSize;
    private int[] writers = {};
    private final NavigableMap<Integer, List<byte[]>> dirty = new TreeMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    int size() {
        return size;
    }

    /** Bytes that a write would make the file longer by. */
    int growth(long position, int length) {
        return Math.max(0, Math.toIntExact(position + length) - size);
    }

    void write(ByteBuffer bytes, long position, int writer) {
        int from = Math.toIntExact(position);
        int to = from + bytes.remaining();
        if (from == to) {
            return;
        }
        seen = holding(seen, to);
        bytes.get(seen, from, to - from);
        if (to > size) {
            resized(to);
        }
        soil(from, to);
        if (writers.length < size) {
            writers = Arrays.copyOf(writers, seen.length);
        }
        Arrays.fill(writers, from, to, isZero(from, to) ? 0 : writer);
    }

    /** For each byte who wrote it last; 0 where that were nothing but zeros. */
    int[] writers() {
        return Arrays.copyOf(writers, size);
    }

    private boolean isZero(int from, int to) {
        return Arrays.equals(seen, from, to, new byte[to - from], 0, to - from);
    }

    int read(ByteBuffer into, long position) {
        if (position >= size) {
            return 0;
        }
        int length = Math.min(into.remaining(), size - (int) position);
        into.put(seen, (int) position, length);
        return length;
    }

    void truncate(long length) {
        int to = Math.toIntExact(length);
        if (to < size) {
            Arrays.fill(seen, to, size, (byte) 0);
            soil(to, size);
            resized(to);
        }
    }

    void force() {
        dirty.forEach((sector, states) -> toMedium(sector, states.getLast()));
        mediumSize = size;
        clean();
    }

    /** Some of it reaches the medium, some does not, and the system believes from now on that all of it has. */
    void failForce(Random chance) {
        dirty.forEach((sector, states) -> {
            if (chance.nextBoolean()) {
                toMedium(sector, states.getLast());
            }
        });
        mediumSize = chance.nextBoolean() || size < mediumSize ? size : mediumSize;
        clean();
    }

    /** What the medium has when the power fails. */
    CachedFile afterPowerLoss(Random chance, double kept) {
        CachedFile left = new CachedFile();
        left.medium = medium.clone();
        left.mediumSize = mediumSize;
        dirty.forEach((sector, states) -> {
            if (chance.nextDouble() < kept) {
                int state = chance.nextDouble() < kept ? states.size() - 1 : chance.nextInt(states.size());
                left.toMedium(sector, states.get(state));
            }
        });
        if (!sizes.isEmpty() && chance.nextDouble() < kept) {
            left.mediumSize = chance.nextDouble() < kept ? size : sizes.get(chance.nextInt(sizes.size()));
        }
        left.medium = holding(left.medium, left.mediumSize);
        Arrays.fill(left.medium, left.mediumSize, left.medium.length, (byte) 0);
        left.seen = left.medium.clone();
        left.size = left.mediumSize;
        return left;
    }

    /** Bytes that change by themselves, on the medium and for every reader. */
    void damage(int from, byte[] bytes) throws IOException {
        if (from + bytes.length > size) {
            throw new IOException("damage behind the end of the file");
        }
        System.arraycopy(bytes, 0, seen, from, bytes.length);
        medium = holding(medium, size);
        System.arraycopy(bytes, 0, medium, from, bytes.length);
        for (int sector = from / SECTOR; sector <= (from + bytes.length - 1) / SECTOR; sector++) {
            List<byte[]> states = dirty.get(sector);
            if (states != null) {
                states.set(states.size() - 1, sector(sector));
            }
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(seen, size);
    }

    private void resized(int length) {
        size = length;
        sizes.add(length);
    }

    private void soil(int from, int to) {
        for (int sector = from / SECTOR; sector <= (to - 1) / SECTOR; sector++) {
            List<byte[]> states = dirty.computeIfAbsent(sector, _ -> new ArrayList<>(2));
            if (states.size() == STATES_KEPT) {
                states.removeFirst();
            }
            states.add(sector(sector));
        }
    }

    private byte[] sector(int sector) {
        return Arrays.copyOfRange(seen, sector * SECTOR, (sector + 1) * SECTOR);
    }

    private void toMedium(int sector, byte[] state) {
        medium = holding(medium, (sector + 1) * SECTOR);
        System.arraycopy(state, 0, medium, sector * SECTOR, SECTOR);
    }

    private void clean() {
        dirty.clear();
        sizes.clear();
    }

    private static byte[] holding(byte[] array, int length) {
        int sectors = (length + SECTOR - 1) / SECTOR;
        return array.length >= sectors * SECTOR
                ? array
                : Arrays.copyOf(array, Math.max(sectors * SECTOR, array.length * 2));
    }
}
