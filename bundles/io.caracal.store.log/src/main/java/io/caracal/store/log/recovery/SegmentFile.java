package io.caracal.store.log.recovery;

import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.format.SegmentHeader;

/**
 * A file of the log that was found.
 *
 * @param header what it begins with; put together from its name and the other files if it is damaged
 * @param size in bytes
 * @param damaged whether that, or its copy, is damaged
 */
public record SegmentFile(SegmentHeader header, DiskFile file, long size, boolean damaged) {
    public String name() {
        return SegmentHeader.fileName(header.number());
    }
}
