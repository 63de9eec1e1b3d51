package io.caracal.rest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a listener shows, and its files. Renewed files are taken up for connections that begin from then on; those that are open keep
 * what they have. Files that cannot be used leave the certificate in force as it is.
 */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private final Path certfile;
    private final Path keyfile;
    private final SslContextFactory.Server tls;
    private List<Object> taken;
    private List<Object> seen;
    private X509Certificate shown;
    private Instant since;
    private String problem = "";

    /**
     * What is in force.
     *
     * @param since when it was taken up
     * @param problem why files that are newer could not be taken up, empty if there are none
     */
    public record State(X509Certificate certificate, Path certfile, Path keyfile, Instant since, String problem) {}

    /** @throws IOException naming the file that cannot be used, and why */
    public ServerCertificate(Path certfile, Path keyfile) throws IOException {
        this.certfile = certfile;
        this.keyfile = keyfile;
        this.taken = stamp();
        this.seen = taken;
        PemFiles files = PemFiles.read(certfile, keyfile);
        this.tls = PemFiles.tls(files.store());
        this.shown = files.certificate();
        this.since = Instant.now();
    }

    SslContextFactory.Server tls() {
        return tls;
    }

    /** What is in force now. */
    public synchronized State state() {
        return new State(shown, certfile, keyfile, since, problem);
    }

    /** Takes the files up if they are not those in force and have not changed since the last look: whoever writes two files needs a moment. */
    synchronized void look() {
        List<Object> now = stamp();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(taken)) {
            taken = now;
            try {
                take();
            } catch (IOException e) {
                LOG.warn(
                        "the renewed certificate is not taken up, the one before stays in force until={} reason=\"{}\"",
                        shown.getNotAfter().toInstant(),
                        e.getMessage());
            }
        }
    }

    /**
     * Takes the files up as they are.
     *
     * @throws IOException naming the file that cannot be used, and why; nothing has changed then
     */
    public synchronized State reload() throws IOException {
        taken = stamp();
        seen = taken;
        take();
        return state();
    }

    private void take() throws IOException {
        try {
            PemFiles files = PemFiles.read(certfile, keyfile);
            files.checkValid(Instant.now());
            replace(files);
            problem = "";
        } catch (IOException e) {
            problem = Objects.requireNonNullElse(e.getMessage(), "unknown");
            throw e;
        }
        LOG.info(
                "certificate taken up certfile={} subject=\"{}\" until={}",
                certfile,
                shown.getSubjectX500Principal().getName(),
                shown.getNotAfter().toInstant());
    }

    private void replace(PemFiles files) throws IOException {
        try {
            tls.reload(factory -> factory.setKeyStore(files.store()));
        } catch (Exception e) {
            throw new IOException("the certificate in " + certfile + " cannot be used: " + e.getMessage(), e);
        }
        shown = files.certificate();
        since = Instant.now();
    }

    /** What changes when a file is written, replaced, or reached by a symbolic link that points elsewhere. */
    private List<Object> stamp() {
        return List.of(stamp(certfile), stamp(keyfile));
    }

    private static Object stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
            return e.getClass();
        }
    }
}
