package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.api.plugins.PluginException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed by the JDK's own tools: by a vendor whose authority is trusted, by others, and changed afterwards. */
@Timeout(120)
class SignedJarTest {
    private static final String PASSWORD = "a password";

    @TempDir
    private static Path keys;

    @TempDir
    Path work;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        key("authority", "-ext", "bc:c");
        key("vendor");
        key("stranger");
        key("server", "-ext", "eku=serverAuth");
        for (String name : List.of("vendor", "server")) {
            keytool(
                    store("authority"),
                    "-gencert",
                    "-alias",
                    "authority",
                    "-infile",
                    request(name),
                    "-outfile",
                    certificate(name),
                    "-ext",
                    "eku=" + (name.equals("server") ? "serverAuth" : "codeSigning"));
            keytool(
                    store("authority"),
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "authority",
                    "-file",
                    certificate("authority"));
            keytool(store(name), "-importcert", "-noprompt", "-alias", "authority", "-file", certificate("authority"));
            keytool(store(name), "-importcert", "-alias", name, "-file", certificate(name));
        }
    }

    private static void key(String name, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "30"));
        arguments.addAll(List.of(more));
        keytool(store(name), arguments.toArray(String[]::new));
        keytool(store(name), "-certreq", "-alias", name, "-file", request(name));
    }

    private static String store(String name) {
        return keys.resolve(name + ".p12").toString();
    }

    private static String request(String name) {
        return keys.resolve(name + ".csr").toString();
    }

    private static String certificate(String name) {
        return keys.resolve(name + ".crt").toString();
    }

    private static void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-keystore", store, "-storepass", PASSWORD));
        run("keytool", all);
    }

    private static void run(String tool, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(arguments);
        Path out = keys.resolve("tool.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    }

    private Path signed(TestJar jar, String by) throws IOException, InterruptedException {
        Path file = jar.in(work, "signed.jar");
        run("jarsigner", List.of("-keystore", store(by), "-storepass", PASSWORD, file.toString(), by));
        return file;
    }

    private static SignedJar trusting(String... names) {
        Set<X509Certificate> trusted = new HashSet<>();
        for (String name : names) {
            trusted.addAll(TrustStore.read(Path.of(certificate(name)), Optional.empty()));
        }
        return new SignedJar(trusted);
    }

    private static void check(Path jar) throws RefusedException {
        trusting("authority").check(jar, Provenance.UPLOAD);
    }

    @Test
    void takesAJarSignedByWhomTheAuthorityVouchesFor() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "vendor");

        assertThatCode(() -> check(jar)).doesNotThrowAnyException();
    }

    @Test
    void takesAJarOfASignerWhoIsTrustedDirectly() throws Exception {
        keytool(store("stranger"), "-exportcert", "-rfc", "-alias", "stranger", "-file", certificate("stranger"));
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "stranger");

        assertThatCode(() -> trusting("stranger").check(jar, Provenance.UPLOAD)).doesNotThrowAnyException();
    }

    @Test
    void refusesAJarThatNobodySigned() {
        Path jar = TestJar.greeter("a", "1.0.0").in(work, "a.jar");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("is not signed");
    }

    @Test
    void refusesAJarOfAStranger() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "stranger");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("CN=stranger").hasMessageContaining("trust_store");
    }

    @Test
    void refusesACertificateThatIsNotForCode() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "server");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("not for signing code");
    }

    @Test
    void refusesAnEntryAddedAfterwards() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "vendor");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("more"), "evil");
        }

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("more").hasMessageContaining("is not signed");
    }

    @Test
    void refusesAnEntryChangedAfterwards() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0").entry("text", "good"), "vendor");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("text"), "evil");
        }

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("signature is not valid");
    }

    @Test
    void refusesAJarWhoseManifestWasChangedAfterwards() throws Exception {
        Path jar = signed(TestJar.greeter("a", "1.0.0"), "vendor");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path manifest = zip.getPath("META-INF/MANIFEST.MF");
            Files.writeString(
                    manifest, Files.readString(manifest).replace("Bundle-Version: 1.0.0", "Bundle-Version: 9.0.0"));
        }

        assertThatThrownBy(() -> check(jar)).isInstanceOf(RefusedException.class);
    }

    @Test
    void asksForTheSignatureBeforeAnythingIsInstalled() throws Exception {
        try (RunningFramework framework = new RunningFramework(work.resolve("cache"))) {
            Assembly assembly = new TestPlugins(work, framework)
                    .signatures(trusting("authority"))
                    .make();
            assembly.changes().open();
            Changes changes = new Changes(assembly.changes());
            byte[] good = Files.readAllBytes(signed(TestJar.greeter("a", "1.0.0"), "vendor"));

            PluginException e = catchThrowableOfType(
                    PluginException.class,
                    () -> changes.upload(TestJar.greeter("b", "1.0.0").bytes()));
            changes.upload(good);

            assertThat(e).hasMessageContaining("is not signed");
            assertThat(framework.plugins("b")).isEmpty();
            assertThat(framework.version("a")).isEqualTo("1.0.0");
            assembly.changes().close();
        }
    }

    @Test
    void saysWhatIsWrongWithATrustStore() throws IOException {
        Path file = Files.writeString(work.resolve("trust.pem"), "nothing");

        assertThatThrownBy(() -> TrustStore.read(file, Optional.empty()))
                .hasMessageContaining("trust_store")
                .hasMessageContaining("PEM, PKCS#12 or JKS");
    }

    @Test
    void readsATrustStoreWithAPassword() throws Exception {
        Path file = work.resolve("trust.p12");
        keytool(file.toString(), "-importcert", "-noprompt", "-alias", "ca", "-file", certificate("authority"));

        assertThat(TrustStore.read(file, Optional.of(PASSWORD))).hasSize(1);
    }
}
