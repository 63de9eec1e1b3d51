package io.caracal.store.log.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What every record begins with. A record begins at a multiple of {@link #ALIGNMENT}, so that the next one can be found behind damage, and is filled up
 * with zeros.
 *
 * <pre>
 *  0  int   CRC32C of everything that follows, but for the filling, exclusive-or a mask: see {@link #seed}
 *  4  int   length of what follows the header
 *  8  long  bits 8 to 63: number of the commit; bit 7: first record of its commit; bits 0 to 6: type
 * 16        the content
 * </pre>
 */
public final class RecordHeader {
    /** Bytes. */
    public static final int SIZE = 16;

    /** What the place of a record is a multiple of. */
    public static final int ALIGNMENT = 8;

    private static final int FIRST = 0x80;

    private RecordHeader() {}

    /**
     * What the checksums of a segment are masked with, together with the position of each record: one that is found anywhere but where it was
     * written does not count, be it moved by a file system or be it the payload of somebody who publishes what looks like a record.
     */
    public static long seed(long storeId, long segment) {
        return mixed(storeId ^ segment * 0x9e3779b97f4a7c15L);
    }

    private static int mask(long seed, long position) {
        return (int) mixed(seed + position);
    }

    private static long mixed(long value) {
        long once = (value ^ value >>> 31) * 0xbf58476d1ce4e5b9L;
        return once ^ once >>> 32;
    }

    /** Bytes that a record with a content takes, with header and filling. */
    public static int sizeOf(int length) {
        return SIZE + length + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Writes all but the checksum. */
    public static void put(ByteBuffer bytes, int at, RecordType type, boolean first, long commit, int length) {
        bytes.putInt(at + 4, length);
        bytes.putLong(at + 8, commit << 8 | (first ? FIRST : 0) | type.code());
    }

    /** Corrects the length of a record that was added to. */
    public static void putLength(ByteBuffer bytes, int at, int length) {
        bytes.putInt(at + 4, length);
    }

    /** The length of the content. */
    public static int length(ByteBuffer bytes, int at) {
        return bytes.getInt(at + 4);
    }

    /** The number of the commit. */
    public static long commit(ByteBuffer bytes, int at) {
        return bytes.getLong(at + 8) >>> 8;
    }

    /** Whether it is the first record of its commit. */
    public static boolean first(ByteBuffer bytes, int at) {
        return (bytes.get(at + 8) & FIRST) != 0;
    }

    /** The code of the type. */
    public static int type(ByteBuffer bytes, int at) {
        return bytes.get(at + 8) & FIRST - 1;
    }

    /**
     * Writes the checksum, when everything else is there.
     *
     * @param position where in the file the record is
     */
    public static void seal(ByteBuffer bytes, int at, long seed, long position, CRC32C crc) {
        bytes.putInt(at, checksum(bytes, at, crc) ^ mask(seed, position));
    }

    /** Whether the checksum is right; the record must be there as a whole. */
    public static boolean intact(ByteBuffer bytes, int at, long seed, long position, CRC32C crc) {
        return bytes.getInt(at) == (checksum(bytes, at, crc) ^ mask(seed, position));
    }

    private static int checksum(ByteBuffer bytes, int at, CRC32C crc) {
        int position = bytes.position();
        int limit = bytes.limit();
        bytes.limit(at + SIZE + length(bytes, at)).position(at + 4);
        crc.reset();
        crc.update(bytes);
        bytes.limit(limit).position(position);
        return (int) crc.getValue();
    }
}
