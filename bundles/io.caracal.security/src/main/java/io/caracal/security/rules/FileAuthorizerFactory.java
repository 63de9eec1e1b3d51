package io.caracal.security.rules;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Brings the source {@code file}: part of the broker, so that there are rules before any plugin is there. */
@Component(service = {AuthorizerFactory.class, RuleFile.class})
public final class FileAuthorizerFactory implements AuthorizerFactory<FileSourceSettings>, RuleFile {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final RulePaths paths;
    /** Those that live; of two, the one that came last is about to serve or does. */
    private final List<FileAuthorizer> live = new CopyOnWriteArrayList<>();

    @Activate
    public FileAuthorizerFactory(BundleContext context) {
        this(new RulePaths(
                folder(context, "caracal.home").resolve("config").resolve("acl.conf"),
                folder(context, "caracal.data").resolve("authorization").resolve("acl.conf"),
                around(folder(context, "caracal.config.file"))));
    }

    FileAuthorizerFactory(RulePaths paths) {
        this.paths = paths;
    }

    private static Path folder(BundleContext context, String property) {
        String value = context.getProperty(property);
        return Path.of(value == null ? "" : value).toAbsolutePath();
    }

    private static Path around(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    @Override
    public String type() {
        return "file";
    }

    @Override
    public Class<FileSourceSettings> settingsType() {
        return FileSourceSettings.class;
    }

    @Override
    public Authorizer create(FileSourceSettings settings, AuthorizerContext context) throws IOException {
        FileAuthorizer authorizer = new FileAuthorizer(paths, settings.path(), context, INTERVAL) {
            @Override
            public void close() {
                live.remove(this);
                super.close();
            }
        };
        live.add(authorizer);
        return authorizer;
    }

    @Override
    public Optional<Content> read() throws IOException {
        return live.isEmpty() ? Optional.empty() : Optional.of(live.getLast().content());
    }

    @Override
    public Optional<Content> write(String text) throws IOException {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        live.getLast().write(text);
        return read();
    }
}
