package io.caracal.security.rules;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by the rules of a file, which it reads again when it changes. A file that cannot be used leaves the rules there were. */
class FileAuthorizer implements Authorizer {
    private static final Logger LOG = LoggerFactory.getLogger(FileAuthorizer.class);

    private final RulePaths paths;
    private final Optional<String> named;
    private final AuthorizerContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread watching;
    private volatile AclRules rules = AclRules.NONE;
    private volatile Optional<String> problem = Optional.empty();
    private Stamp seen;

    /** @throws IOException if the file cannot be read, or holds no rules */
    FileAuthorizer(RulePaths paths, Optional<String> named, AuthorizerContext context, Duration interval)
            throws IOException {
        this.paths = paths;
        this.named = named;
        this.context = context;
        Path path = paths.toRead(named);
        this.seen = Stamp.of(path);
        try {
            this.rules = AclRules.of(RulesText.read(text(path)));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        this.watching = Thread.ofVirtual()
                .name("authorization file")
                .inheritInheritableThreadLocals(false)
                .start(() -> watch(interval));
    }

    private static String text(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IOException("the file of rules " + path + " cannot be read: " + e, e);
        }
    }

    @Override
    public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
        return CompletableFuture.completedFuture(rules.decide(request));
    }

    // The file

    private void watch(Duration interval) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the file again if it is another one than the last time. */
    void look() {
        lock.lock();
        try {
            Path path = paths.toRead(named);
            Stamp now = Stamp.of(path);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            try {
                use(RulesText.read(text(path)), path);
            } catch (IOException | IllegalArgumentException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
                LOG.warn(
                        "authorization source=file path={} cannot be used, the rules before stay: {}",
                        path,
                        e.getMessage());
            }
        } finally {
            lock.unlock();
        }
    }

    private void use(List<AclRule> read, Path path) {
        rules = AclRules.of(read);
        problem = Optional.empty();
        context.changed();
        LOG.info("authorization source=file path={} rules={} in force", path, read.size());
    }

    RuleFile.Content content() throws IOException {
        look();
        Path path = paths.toRead(named);
        return new RuleFile.Content(path.toString(), text(path), rules.rules(), problem);
    }

    void write(String text) throws IOException {
        List<AclRule> read = RulesText.read(text);
        lock.lock();
        try {
            Path path = paths.toWrite(named);
            AtomicText.write(path, text);
            seen = Stamp.of(path);
            use(read, path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watching.interrupt();
        try {
            watching.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
