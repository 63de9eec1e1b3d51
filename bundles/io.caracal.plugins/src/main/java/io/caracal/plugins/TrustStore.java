package io.caracal.plugins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Certificates that are trusted, read from a file in one of the usual formats. */
final class TrustStore {
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private TrustStore() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if the file cannot be used, with the reason
     */
    static Set<X509Certificate> read(Path file, Optional<String> password) {
        try {
            byte[] content = Files.readAllBytes(file);
            Set<X509Certificate> found = new String(content, StandardCharsets.ISO_8859_1).contains(PEM)
                    ? pem(content)
                    : store(file, password);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "plugins.signature.trust_store: " + file + " holds no certificate, so nobody would be trusted");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "plugins.signature.trust_store: " + file + " cannot be read as PEM, PKCS#12 or JKS (" + e
                            + "); name a file with the certificates that are trusted, and its password if it has one",
                    e);
        }
    }

    private static Set<X509Certificate> pem(byte[] content) throws GeneralSecurityException {
        Set<X509Certificate> found = new HashSet<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
            found.add((X509Certificate) certificate);
        }
        return found;
    }

    private static Set<X509Certificate> store(Path file, Optional<String> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(
                file.toFile(), password.map(String::toCharArray).orElse(null));
        Set<X509Certificate> found = new HashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }
}
