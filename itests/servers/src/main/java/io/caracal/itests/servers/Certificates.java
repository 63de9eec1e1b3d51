package io.caracal.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of a test, with a server's certificate for 127.0.0.1 and localhost, and a client's; made by OpenSSL, in PEM,
 * keys in PKCS#8.
 *
 * @param folder where the files are
 */
public record Certificates(Path folder) {
    private static final String SERVER = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n";
    private static final String CLIENT = "extendedKeyUsage=clientAuth\n";

    /** Makes them, in a folder that is there. */
    public static Certificates in(Path folder) {
        Certificates made = new Certificates(folder);
        made.authority();
        made.signed("server", "localhost", SERVER);
        made.signed("client", "caracal", CLIENT);
        return made;
    }

    public Path authorityCertificate() {
        return folder.resolve("ca.pem");
    }

    public Path serverCertificate() {
        return folder.resolve("server.pem");
    }

    public Path serverKey() {
        return folder.resolve("server.key");
    }

    public Path clientCertificate() {
        return folder.resolve("client.pem");
    }

    public Path clientKey() {
        return folder.resolve("client.key");
    }

    private void authority() {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=Caracal tests",
                "-keyout",
                file("ca.key"),
                "-out",
                file("ca.pem"));
    }

    private void signed(String name, String subject, String extensions) {
        try {
            Files.writeString(folder.resolve(name + ".ext"), extensions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=" + subject,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".csr"));
        openssl(
                "x509",
                "-req",
                "-in",
                file(name + ".csr"),
                "-CA",
                file("ca.pem"),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-days",
                "30",
                "-extfile",
                file(name + ".ext"),
                "-out",
                file(name + ".pem"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Commands.need("openssl").toString()));
        command.addAll(List.of(arguments));
        Commands.run(command, "");
    }
}
