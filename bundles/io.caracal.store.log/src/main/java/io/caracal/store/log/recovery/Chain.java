package io.caracal.store.log.recovery;

import io.caracal.store.log.format.SegmentHeader;
import java.util.Optional;

/** Notices what no record tells: that whole segments are missing, or the end of one. Each segment knows the one before it, and where that ended. */
final class Chain {
    private long number;
    private long end;

    /** A segment begins. One with a header that cannot be read does not know what was before it. */
    Optional<Damage> link(SegmentHeader header) {
        if (number == 0 || header.before() == 0) {
            return Optional.empty();
        }
        String name = SegmentHeader.fileName(header.number());
        if (header.before() != number) {
            return Optional.of(
                    new Damage(name, 0, 0, "the segments between number " + number + " and this one are missing"));
        }
        if (header.beforeEnd() > end) {
            return Optional.of(Damage.of(
                    SegmentHeader.fileName(number), end, header.beforeEnd(), "records are missing at the end"));
        }
        return Optional.empty();
    }

    /** A segment is read. */
    void ends(SegmentHeader header, long position) {
        number = header.number();
        end = position;
    }
}
