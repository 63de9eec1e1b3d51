package io.caracal.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A file in PEM form as it was when it was read.
 *
 * @param key the setting that names it
 */
record PemFile(String key, Path path, byte[] content) {
    /**
     * Reads it.
     *
     * @param folder where relative paths start
     */
    static PemFile read(Path folder, String key, String name) throws TlsException {
        Path path = folder.resolve(name);
        try {
            return new PemFile(key, path, Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new TlsException(key, name, "there is no file " + path, e);
        } catch (IOException e) {
            throw new TlsException(key, name, "the file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** At least one. */
    List<X509Certificate> certificates() throws TlsException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            factory()
                    .generateCertificates(new ByteArrayInputStream(content))
                    .forEach(each -> found.add((X509Certificate) each));
        } catch (GeneralSecurityException e) {
            throw problem("no certificates can be read from it: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw problem(
                    "there is no certificate in it; expected are lines that begin with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    /** At least one. */
    Collection<? extends CRL> revocations() throws TlsException {
        Collection<? extends CRL> found;
        try {
            found = factory().generateCRLs(new ByteArrayInputStream(content));
        } catch (GeneralSecurityException e) {
            throw problem("no revocation lists can be read from it: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw problem(
                    "there is no revocation list in it; expected are lines that begin with -----BEGIN X509 CRL-----");
        }
        return found;
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }

    TlsException problem(String what) {
        return new TlsException(key, path.toString(), path + ": " + what);
    }

    TlsException problem(String what, Throwable cause) {
        return new TlsException(key, path.toString(), path + ": " + what, cause);
    }
}
