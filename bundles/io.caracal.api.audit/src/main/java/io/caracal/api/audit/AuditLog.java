package io.caracal.api.audit;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps what was changed, on disk and across restarts, the oldest going first when there is too much. From any thread that may block;
 * never from an event loop.
 */
@ProviderType
public interface AuditLog {
    /**
     * Writes one record; it is on disk when this returns. A disk that does not take it is reported in the broker's log, with the
     * record, and does not fail the change, which has happened already.
     */
    void append(AuditRecord entry);

    /** @throws IOException if the files cannot be read */
    Found find(AuditQuery query) throws IOException;

    /**
     * A part of the log.
     *
     * @param records the newest first
     * @param hasNext whether there are further matching ones
     */
    record Found(List<AuditRecord> records, boolean hasNext) {
        public Found {
            records = List.copyOf(records);
        }
    }
}
