package io.caracal.rest.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate and its key from files in PEM form.
 *
 * @param certificate the server's own, first of its chain
 */
record PemFiles(Path certfile, KeyStore store, X509Certificate certificate) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** @throws IOException naming the file that cannot be used, and why */
    static PemFiles read(Path certfile, Path keyfile) throws IOException {
        Certificate[] chain = chain(certfile);
        PrivateKey key = key(keyfile, chain[0].getPublicKey());
        checkPair(certfile, keyfile, key, chain[0].getPublicKey());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain);
            return new PemFiles(certfile, store, (X509Certificate) chain[0]);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate in " + certfile + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What the server shows and proves itself with; TLS 1.2 and 1.3. */
    static SslContextFactory.Server tls(KeyStore store) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(store);
        tls.setKeyStorePassword("");
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setSniRequired(false);
        return tls;
    }

    /** @throws IOException if it has expired, or is not valid yet */
    void checkValid(Instant now) throws IOException {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateException e) {
            throw new IOException(
                    "the certificate in " + certfile + " is valid from "
                            + certificate.getNotBefore().toInstant() + " until "
                            + certificate.getNotAfter().toInstant() + ", not now",
                    e);
        }
    }

    /** Of a certificate renewed already and a key that is still the old one, every handshake would fail. */
    private static void checkPair(Path certfile, Path keyfile, PrivateKey key, PublicKey certified) throws IOException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
                    default -> key.getAlgorithm();
                };
        try {
            byte[] text = certfile.toString().getBytes(StandardCharsets.UTF_8);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            if (!signature.verify(signed)) {
                throw new IOException(
                        "the key in " + keyfile + " is not that of the certificate in " + certfile + "; renew both");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key in " + keyfile + " is not that of the certificate in " + certfile + ": " + e.getMessage(),
                    e);
        }
    }

    private static Certificate[] chain(Path certfile) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(certfile)));
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in " + certfile
                        + "; expected are lines that begin with -----BEGIN CERTIFICATE-----");
            }
            return found.toArray(Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate in " + certfile + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path keyfile, PublicKey certified) throws IOException {
        Matcher pem = KEY.matcher(new String(bytes(keyfile), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(
                    "there is no key in " + keyfile
                            + " that can be used; expected is PKCS #8 without a password (-----BEGIN PRIVATE KEY-----), which 'openssl pkcs8 -topk8 -nocrypt' makes");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException e) {
            throw new IOException(
                    "the key in " + keyfile + " does not go with the certificate, which is for a key of type "
                            + certified.getAlgorithm(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in " + keyfile + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + "; set certfile and keyfile to files that are there", e);
        }
    }
}
