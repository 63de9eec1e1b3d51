package io.caracal.transport.tls;

import io.caracal.api.config.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads the key of a certificate: PKCS #8 with or without a password, and the older forms that OpenSSL writes for RSA and EC. */
final class KeyFile {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (PRIVATE KEY|ENCRYPTED PRIVATE KEY|RSA PRIVATE KEY|EC PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private KeyFile() {}

    /**
     * The key in a file.
     *
     * @param certified the key that the certificate bears, to which it has to belong
     */
    static PrivateKey read(PemFile file, Optional<Secret> password, PublicKey certified) throws TlsException {
        Matcher pem = KEY.matcher(file.text());
        if (!pem.find()) {
            throw file.problem(
                    "there is no key in it that can be used; expected are lines that begin with -----BEGIN PRIVATE KEY----- or "
                            + "-----BEGIN ENCRYPTED PRIVATE KEY-----, which 'openssl pkcs8 -topk8' makes of others");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
            PKCS8EncodedKeySpec encoded =
                    switch (pem.group(1)) {
                        case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(bytes);
                        case "ENCRYPTED PRIVATE KEY" -> decrypted(file, bytes, password);
                        default -> new PKCS8EncodedKeySpec(wrapped(bytes, certified));
                    };
            PrivateKey key = KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(encoded);
            checkPair(file, key, certified);
            return key;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw file.problem(
                    "the key cannot be used with the certificate, which is for one of type " + certified.getAlgorithm()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(PemFile file, byte[] bytes, Optional<Secret> password)
            throws GeneralSecurityException, IOException, TlsException {
        if (password.isEmpty()) {
            throw new TlsException("password", "", file.path() + ": the key is encrypted, so its password is needed");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        AlgorithmParameters parameters = info.getAlgParameters();
        // With PBES2 (RFC 8018) the name of the scheme is in its parameters.
        String scheme =
                parameters != null && info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
        PBEKeySpec phrase = new PBEKeySpec(password.get().reveal().toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(scheme).generateSecret(phrase), parameters);
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new TlsException("password", "", file.path() + ": the key cannot be decrypted with this password", e);
        } finally {
            phrase.clearPassword();
        }
    }

    /** The older forms lack what PKCS #8 has around them: a version and the algorithm, which the certificate's key tells. */
    private static byte[] wrapped(byte[] key, PublicKey certified) {
        byte[] algorithm = Der.next(Der.content(ByteBuffer.wrap(certified.getEncoded())));
        return Der.of(Der.SEQUENCE, Der.of(Der.INTEGER, new byte[] {0}), algorithm, Der.of(Der.OCTET_STRING, key));
    }

    /** Of a certificate renewed already and a key that is still the old one, every handshake would fail. */
    private static void checkPair(PemFile file, PrivateKey key, PublicKey certified)
            throws GeneralSecurityException, TlsException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] text = file.path().toString().getBytes(StandardCharsets.UTF_8);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw file.problem("the key is not that of the certificate; renew both");
        }
    }
}
