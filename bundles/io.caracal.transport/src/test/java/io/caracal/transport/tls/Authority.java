package io.caracal.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes certificates with the openssl command: an authority {@code ca.pem} and whatever it signs, in one folder. */
public final class Authority {
    private final Path folder;

    /** Makes the authority itself. */
    public Authority(Path folder) throws IOException {
        this(folder, true);
    }

    /** @param make false if it is there already */
    Authority(Path folder, boolean make) throws IOException {
        this.folder = folder;
        if (make) {
            make();
        }
    }

    private void make() throws IOException {
        run(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /O=Example/CN=authority -keyout ca.key -out ca.pem");
        Files.writeString(folder.resolve("ca.conf"), """
                [ca]
                default_ca = own
                [own]
                database = %1$s/index.txt
                default_md = sha256
                default_crl_days = 2
                """.formatted(folder));
        Files.writeString(folder.resolve("index.txt"), "");
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /** {@code NAME.pem} and {@code NAME.key}, for a host or, as the common name, a client. */
    public void sign(String name, String host) throws IOException {
        sign(name, host, "basicConstraints=CA:false");
    }

    /** @param extension a further one, as openssl reads it */
    void sign(String name, String host, String extension) throws IOException {
        run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /O=Example/CN=" + host + " -keyout " + name
                + ".key -out " + name + ".csr");
        Files.writeString(
                folder.resolve("san.txt"), "subjectAltName=DNS:" + host + ",IP:127.0.0.1\n" + extension + "\n");
        run("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san.txt -out "
                + name + ".pem");
    }

    /** {@code crl.pem}, with all that were revoked so far. */
    public void writeRevocations() throws IOException {
        run("ca -config ca.conf -gencrl -keyfile ca.key -cert ca.pem -out crl.pem");
    }

    /** Revokes a certificate. */
    public void revoke(String name) throws IOException {
        run("ca -config ca.conf -revoke " + name + ".pem -keyfile ca.key -cert ca.pem");
    }

    /** Runs openssl in the folder. */
    public String run(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("openssl " + arguments + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
