package io.caracal.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ProtocolVersion;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientNamesTest {
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBnDCCAUGgAwIBAgIUR5nB5EHrrPfLnLEBa/BKg784QIcwCgYIKoZIzj0EAwIw
            IjEQMA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFcHVtcDcwIBcNMjYxMTIzMTgw
            MzQwWhgPMjEyNjEwMzAxODAzNDBaMCIxEDAOBgNVBAoMB0V4YW1wbGUxDjAMBgNV
            BAMMBXB1bXA3MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEU5eQuQ4s0pfzHGRT
            1xnMsfQeiO2RtCQK6krp30lpJ2ioCFhzGImVzgs5dlY86Bso9F8jcHB3DI6R7lif
            2TIdJKNTMFEwHQYDVR0OBBYEFGplgjTx9YbJ8XigaByx3Fm86Lr8MB8GA1UdIwQY
            MBaAFGplgjTx9YbJ8XigaByx3Fm86Lr8MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
            zj0EAwIDSQAwRgIhAMdLSTiUMGcxSPUYSsIaGtRLCyXFykwOvKPf7sIfVr3hAiEA
            6SIuheOnSH3I5T87KR3Y1Bw7MKHOmtqAcqRAvILDkBk=
            -----END CERTIFICATE-----
            """;
    private static final Packet.Connect SENT =
            new Packet.Connect(ProtocolVersion.MQTT_5, true, 0, "said", "saidUser", null, null, Properties.NONE);

    private static PeerInfo pump() throws CertificateException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(US_ASCII)));
        return named(Optional.of(certificate), Optional.of("CN=pump7,O=Example"));
    }

    private static PeerInfo named(Optional<X509Certificate> certificate, Optional<String> subject) {
        return new PeerInfo(
                Optional.empty(),
                certificate,
                subject,
                Optional.of("pump7"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theCommonNameTakesThePlaceOfTheUserName() throws CertificateException {
        Packet.Connect named = ClientNames.of(SENT, pump(), Settings.mqtt("peerCertAsUsername", CertificatePart.CN));

        assertThat(named).returns("pump7", Packet.Connect::username).returns("said", Packet.Connect::clientId);
    }

    @Test
    void theSubjectTakesThePlaceOfTheClientIdentifier() throws CertificateException {
        Packet.Connect named = ClientNames.of(SENT, pump(), Settings.mqtt("peerCertAsClientid", CertificatePart.DN));

        assertThat(named)
                .returns("saidUser", Packet.Connect::username)
                .returns("CN=pump7,O=Example", Packet.Connect::clientId);
    }

    @Test
    void theCertificateItselfIsAName() throws CertificateException {
        assertThat(CertificatePart.PEM.of(pump())).contains(PEM);
        assertThat(CertificatePart.CRT.of(pump()).orElseThrow()).isEqualTo(PEM.replaceAll("-----[A-Z ]*-----|\n", ""));
        assertThat(CertificatePart.MD5.of(pump())).contains("7b64e1b8c1d0673a337739f8386ef140");
    }

    @Test
    void theUserNameOfTheCertificateBecomesTheClientIdentifier() throws CertificateException {
        MqttSettings mqtt = Settings.mqtt(
                "peerCertAsUsername",
                CertificatePart.CN,
                "peerCertAsClientid",
                CertificatePart.DN,
                "useUsernameAsClientid",
                true);

        assertThat(ClientNames.of(SENT, pump(), mqtt)).returns("pump7", Packet.Connect::clientId);
    }

    @Test
    void whatIsNotKnownOfTheCertificateIsAsTheClientSays() {
        PeerInfo byProxy = named(Optional.empty(), Optional.empty());
        MqttSettings mqtt =
                Settings.mqtt("peerCertAsUsername", CertificatePart.DN, "peerCertAsClientid", CertificatePart.CN);

        assertThat(ClientNames.of(SENT, byProxy, mqtt))
                .returns("saidUser", Packet.Connect::username)
                .returns("pump7", Packet.Connect::clientId);
    }

    @Test
    void withoutACertificateThePacketStands() {
        MqttSettings mqtt = Settings.mqtt("peerCertAsUsername", CertificatePart.CN);

        assertThat(ClientNames.of(SENT, PeerInfo.NONE, mqtt)).isSameAs(SENT);
    }
}
