package io.caracal.audit;

import io.caracal.api.audit.AuditLog;
import io.caracal.api.audit.AuditQuery;
import io.caracal.api.audit.AuditRecord;
import io.caracal.api.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens the log in the data folder and offers it. */
@Component
public final class AuditComponent implements AuditLog {
    private final AuditFiles files;
    private final AuditLog log;

    @Activate
    public AuditComponent(BundleContext context, @Reference Configuration configuration) throws IOException {
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IllegalStateException("the framework property caracal.data is not set; the launcher sets it");
        }
        AuditSettings settings = configuration.section(AuditSettings.class);
        files = new AuditFiles(
                Path.of(data).resolve("audit"), settings.maxFileSize().value(), settings.maxFiles());
        log = new FileAuditLog(files);
    }

    @Override
    public void append(AuditRecord entry) {
        log.append(entry);
    }

    @Override
    public Found find(AuditQuery query) throws IOException {
        return log.find(query);
    }

    @Deactivate
    void close() throws IOException {
        files.close();
    }
}
