package io.caracal.itests.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;

/** Makes certificates with the openssl command: itself as {@code ca.pem}, and whatever it signs, in one folder. */
final class Authority {
    private final Path folder;

    Authority(Path folder) {
        this.folder = folder;
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
    }

    /** Runs openssl in the folder. */
    void openssl(String arguments) {
        Tool.run(folder, ("openssl " + arguments).split(" ")).expectSuccess();
    }

    /** {@code NAME.pem} and {@code NAME.key}, for a host or, as the common name, a client. */
    void sign(String name, String host) throws IOException {
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + host + " -keyout " + name + ".key -out " + name + ".csr");
        Files.writeString(folder.resolve("san"), "subjectAltName=DNS:" + host + ",IP:127.0.0.1\n");
        openssl("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out "
                + name + ".pem");
    }

    /** What {@code NAME.pem} holds. */
    X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** Believes what it has signed. */
    TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", certificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        return trust;
    }
}
