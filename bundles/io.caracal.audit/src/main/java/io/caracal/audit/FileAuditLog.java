package io.caracal.audit;

import io.caracal.api.audit.AuditLog;
import io.caracal.api.audit.AuditQuery;
import io.caracal.api.audit.AuditRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log as lines in files. A search reads from the newest line back, a file at a time. */
final class FileAuditLog implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(FileAuditLog.class);

    private final AuditFiles files;

    FileAuditLog(AuditFiles files) {
        this.files = files;
    }

    @Override
    public void append(AuditRecord entry) {
        String line = RecordLine.write(entry);
        try {
            files.append(line);
        } catch (IOException e) {
            LOG.error("the audit log cannot be written; what was to be noted: {}", line, e);
        }
    }

    @Override
    public Found find(AuditQuery query) throws IOException {
        List<AuditRecord> found = new ArrayList<>();
        long passed = 0;
        for (int number = 0; number < files.maxFiles(); number++) {
            for (String line : files.lines(number).reversed()) {
                Optional<AuditRecord> entry = RecordLine.read(line).filter(query::matches);
                if (entry.isPresent() && passed++ >= query.offset()) {
                    if (found.size() == query.limit()) {
                        return new Found(found, true);
                    }
                    found.add(entry.get());
                }
            }
        }
        return new Found(found, false);
    }
}
