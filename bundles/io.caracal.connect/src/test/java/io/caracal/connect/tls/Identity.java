package io.caracal.connect.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/** A key with a certificate that signs itself, made by the JDK's own tool, as files in PEM form. */
record Identity(Path store, Path certificate, Path key) {
    static final String PASSWORD = "changeit";

    static Identity make(Path folder, String name, String alternatives)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternatives,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyStore loaded = load(store);
        Path certificate = pem(
                folder.resolve(name + ".pem"),
                "CERTIFICATE",
                loaded.getCertificate("one").getEncoded());
        Path key = pem(folder.resolve(name + ".key"), "PRIVATE KEY", key(loaded).getEncoded());
        return new Identity(store, certificate, key);
    }

    static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static Key key(KeyStore store) throws GeneralSecurityException {
        return store.getKey("one", PASSWORD.toCharArray());
    }

    /** The key under a password of its own, as OpenSSL writes it. */
    Path encrypted(String password) throws IOException, InterruptedException {
        Path file = key.resolveSibling("encrypted.key");
        run(
                "openssl",
                "pkcs8",
                "-topk8",
                "-v2",
                "aes-256-cbc",
                "-in",
                key.toString(),
                "-out",
                file.toString(),
                "-passout",
                "pass:" + password);
        return file;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException(told);
        }
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }
}
