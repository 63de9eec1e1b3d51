package io.caracal.store.log.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a segment begins with: at its start, and once more at {@link #COPY_AT}, so that damage in one place does not make a file
 * unreadable.
 *
 * <pre>
 *  0  8 bytes  "CARACALS"
 *  8  int      format version
 * 12  int      CRC32C of all other bytes
 * 16  long     number of the segment
 * 24  long     the store's identity: random, and a secret that keeps publishers from forging records
 * 32  long     the first commit of the segment
 * 40  long     number of the segment before it, 0 if it is the first of the store
 * 48  long     where that one ends
 * </pre>
 *
 * @param number of the segment; its file is named after it
 * @param storeId the same in all segments of a store
 * @param firstCommit the number of the first commit in it
 * @param before the number of the segment before it, so that it is noticed if that is missing; 0 if there was none
 * @param beforeEnd where the segment before it ends, so that it is noticed if that is cut
 */
public record SegmentHeader(long number, long storeId, long firstCommit, long before, long beforeEnd) {
    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    /** Where the records begin. */
    public static final int SIZE = 4096;

    private static final int COPY_AT = 2048;
    private static final int LENGTH = 56;
    private static final int CRC_AT = 12;
    private static final long MAGIC = 0x534c414341524143L; // "CARACALS"
    private static final String PREFIX = "segment-";
    private static final String SUFFIX = ".log";

    /** The name of the file of a segment. */
    public static String fileName(long number) {
        return PREFIX + HexFormat.of().toHexDigits(number) + SUFFIX;
    }

    /** The number that is in the name of a segment's file; -1 if it is another file. */
    public static long numberIn(String fileName) {
        int digits = PREFIX.length() + 16;
        if (fileName.length() != digits + SUFFIX.length()
                || !fileName.startsWith(PREFIX)
                || !fileName.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            long number = HexFormat.fromHexDigitsToLong(fileName, PREFIX.length(), digits);
            return fileName.equals(fileName(number)) ? number : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** All {@link #SIZE} bytes, ready to be written. */
    public ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, 0);
        put(bytes, COPY_AT);
        return bytes;
    }

    private void put(ByteBuffer bytes, int at) {
        bytes.putLong(at, MAGIC);
        bytes.putInt(at + 8, VERSION);
        bytes.putLong(at + 16, number);
        bytes.putLong(at + 24, storeId);
        bytes.putLong(at + 32, firstCommit);
        bytes.putLong(at + 40, before);
        bytes.putLong(at + 48, beforeEnd);
        bytes.putInt(at + CRC_AT, crc(bytes, at));
    }

    /**
     * Reads the header, or its copy: the one with the right number, if there is one.
     *
     * @param bytes the first {@link #SIZE} bytes of a file, or as many as there are
     * @param number of the segment that it should be
     * @return empty if both are damaged
     * @throws UnknownFormatException if they are whole, but of a later version
     */
    public static Optional<SegmentHeader> decoded(ByteBuffer bytes, long number) throws UnknownFormatException {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        SegmentHeader header = at(little, 0);
        if (header == null || header.number != number) {
            SegmentHeader copy = at(little, COPY_AT);
            header = copy == null ? header : copy;
        }
        return Optional.ofNullable(header);
    }

    /** The header of the segment behind this one. */
    public SegmentHeader next(long commit, long end) {
        return new SegmentHeader(number + 1, storeId, commit, number, end);
    }

    private static @Nullable SegmentHeader at(ByteBuffer bytes, int at) throws UnknownFormatException {
        if (bytes.limit() < at + LENGTH || bytes.getLong(at) != MAGIC || bytes.getInt(at + CRC_AT) != crc(bytes, at)) {
            return null;
        }
        int version = bytes.getInt(at + 8);
        if (version != VERSION) {
            throw new UnknownFormatException("it has format version " + version + ", and this broker knows version "
                    + VERSION + "; start the version of the broker that wrote it, or a later one");
        }
        return new SegmentHeader(
                bytes.getLong(at + 16),
                bytes.getLong(at + 24),
                bytes.getLong(at + 32),
                bytes.getLong(at + 40),
                bytes.getLong(at + 48));
    }

    private static int crc(ByteBuffer bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(at, CRC_AT));
        crc.update(bytes.slice(at + 16, LENGTH - 16));
        return (int) crc.getValue();
    }
}
