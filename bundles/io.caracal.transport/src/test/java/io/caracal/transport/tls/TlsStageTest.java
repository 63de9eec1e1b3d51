package io.caracal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.caracal.api.config.Secret;
import io.caracal.transport.tls.TlsSettings.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files TLS takes, and what it says of those that it does not. */
class TlsStageTest {
    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void makeCertificates() throws IOException {
        authority = new Authority(folder);
        authority.sign("server", "broker.example");
    }

    private TlsStage stage(CertificateSettings certificate, CertificateSettings... others) throws TlsException {
        return new TlsStage(
                TestTls.settings(certificate, List.of(others), Verify.VERIFY_NONE, Optional.empty()),
                TlsEnvironment.of(folder, Runnable::run));
    }

    private static CertificateSettings files(String certificate, String key) {
        return new CertificateSettings(certificate, key, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa -in rsa.key -traditional -out given.key",
                "pkcs8 -topk8 -nocrypt -in rsa.key -out given.key",
                "pkcs8 -topk8 -passout pass:secret -in rsa.key -out given.key",
                "pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:secret -in rsa.key -out given.key"
            })
    void keysOfAllFormsThatOpensslWritesAreRead(String conversion) throws Exception {
        authority.run("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rsa.example -keyout rsa.key -out rsa.pem");
        authority.run(conversion);
        CertificateSettings given = new CertificateSettings("rsa.pem", "given.key", Optional.of(new Secret("secret")));

        assertThat(stage(given).identities().all()).hasSize(1);
    }

    @Test
    void anEcKeyInItsOlderFormIsRead() throws Exception {
        authority.run("ec -in server.key -out old.key");
        assertThat(Files.readString(folder.resolve("old.key"))).contains("BEGIN EC PRIVATE KEY");

        assertThat(stage(files("server.pem", "old.key")).identities().all()).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> stage(files("missing.pem", "server.key")))
                .withMessageContaining("there is no file " + folder.resolve("missing.pem"))
                .returns("certfile", TlsException::key)
                .returns("missing.pem", TlsException::value);
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws Exception {
        authority.sign("other", "other.example");

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> stage(files("server.pem", "other.key")))
                .withMessageContaining("other.key")
                .withMessageContaining("not that of the certificate")
                .returns("keyfile", TlsException::key);
    }

    @Test
    void aWrongPasswordIsToldWithoutTheKeyBeingShown() throws Exception {
        authority.run("pkcs8 -topk8 -passout pass:secret -in server.key -out locked.key");

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() ->
                        stage(new CertificateSettings("server.pem", "locked.key", Optional.of(new Secret("guessed")))))
                .withMessageContaining("cannot be decrypted with this password")
                .withMessageNotContaining("guessed");
    }

    @Test
    void theCertificateOfTheHostThatIsWantedIsFoundAndTheFirstOtherwise() throws Exception {
        authority.sign("wild", "*.wild.example");
        TlsIdentities identities = stage(files("server.pem", "server.key"), files("wild.pem", "wild.key"))
                .identities();

        assertThat(identities.forHost("a.wild.example"))
                .isSameAs(identities.all().get(1));
        assertThat(identities.forHost("A.WILD.example"))
                .isSameAs(identities.all().get(1));
        assertThat(identities.forHost("a.b.wild.example"))
                .isSameAs(identities.all().get(0));
        assertThat(identities.forHost("unknown.example"))
                .isSameAs(identities.all().get(0));
        assertThat(identities.forHost(null)).isSameAs(identities.all().get(0));
    }

    @Test
    void changedFilesAreNoticedAndBrokenOnesLeaveWhatIsThere() throws Exception {
        TlsStage stage = stage(files("server.pem", "server.key"));
        TlsIdentities before = stage.identities();
        assertThat(stage.outdated()).isFalse();

        Files.writeString(folder.resolve("server.pem"), "half a certi");
        assertThat(stage.outdated()).isTrue();
        assertThatExceptionOfType(TlsException.class).isThrownBy(stage::reload);
        assertThat(stage.identities()).isSameAs(before);

        authority.sign("renewed", "broker.example");
        for (String end : List.of(".pem", ".key")) {
            Files.move(
                    folder.resolve("renewed" + end),
                    folder.resolve("server" + end),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        stage.reload();
        assertThat(stage.identities()).isNotSameAs(before);
        assertThat(stage.outdated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCipherThatIsNotKnownIsNamed(boolean nativeTls) {
        TlsSettings settings = new TlsSettings(
                files("server.pem", "server.key"),
                List.of(),
                Verify.VERIFY_NONE,
                false,
                Optional.empty(),
                10,
                false,
                Optional.empty(),
                List.of("tlsv1.2"),
                List.of("NO-SUCH-CIPHER"),
                true,
                Duration.ofSeconds(15),
                TestTls.NO_OCSP);

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> new TlsStage(settings, new TlsEnvironment(folder, Runnable::run, () -> nativeTls)))
                .withMessageContaining("NO-SUCH-CIPHER")
                .returns("ciphers", TlsException::key);
    }
}
