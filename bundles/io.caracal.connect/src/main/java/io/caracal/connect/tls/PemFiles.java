package io.caracal.connect.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and keys from files in PEM form; every failure names the file. */
final class PemFiles {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----");

    private PemFiles() {}

    static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in " + file
                        + "; expected are lines that begin with -----BEGIN CERTIFICATE-----");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param certified the public key of the certificate, which tells the kind of key */
    static PrivateKey key(Path file, Optional<String> password, PublicKey certified) throws IOException {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(
                    "there is no key in " + file
                            + " that can be used; expected is PKCS #8 (-----BEGIN PRIVATE KEY-----), which 'openssl pkcs8 -topk8' makes");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
        try {
            PKCS8EncodedKeySpec spec =
                    pem.group(1) == null ? new PKCS8EncodedKeySpec(bytes) : decrypted(file, bytes, password);
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw new IOException(
                    "the key in " + file + " does not go with the certificate, which is for a key of type "
                            + certified.getAlgorithm(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(Path file, byte[] bytes, Optional<String> password)
            throws IOException, GeneralSecurityException {
        String secret = password.orElseThrow(
                () -> new IOException("the key in " + file + " is encrypted; set ssl.password to its password"));
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(bytes);
        // What PBES2 is made of stands in the parameters, whose text names the factory.
        String algorithm =
                "PBES2".equals(encrypted.getAlgName()) || "1.2.840.113549.1.5.13".equals(encrypted.getAlgName())
                        ? encrypted.getAlgParameters().toString()
                        : encrypted.getAlgName();
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(secret.toCharArray())),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in " + file + " cannot be decrypted; is ssl.password its password?", e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + "; name one that is there", e);
        }
    }
}
