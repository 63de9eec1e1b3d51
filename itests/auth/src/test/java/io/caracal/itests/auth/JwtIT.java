package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.caracal.itests.servers.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens signed with a secret, in front of users of the configuration. */
@Timeout(120)
class JwtIT {
    private static final byte[] SECRET = "a secret that is long enough for it".getBytes(StandardCharsets.US_ASCII);
    private static final TokenIssuer STRANGER = TokenIssuer.rsa("one");

    private static AuthBroker broker;

    @BeforeAll
    static void start(@TempDir Path work) {
        broker = AuthBroker.start(work, List.of("io.caracal.auth.jwt"), """
                authentication = [
                  {
                    mechanism = jwt
                    algorithm = hmac-based
                    secret = "a secret that is long enough for it"
                    verify_claims { sub = "${username}" }
                  }
                  {
                    mechanism = password_based
                    backend = built_in_database
                    users = [{ user_id = bob, password = s3cret }]
                  }
                ]
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static long in(Duration time) {
        return Instant.now().plus(time).getEpochSecond();
    }

    private static String token(String claims) {
        return TokenIssuer.token(SECRET, claims);
    }

    private static String valid(String subject) {
        return "{\"sub\":\"" + subject + "\",\"exp\":" + in(Duration.ofHours(1)) + "}";
    }

    private static Mqtt5ConnAckReasonCode asks(String username, String password) {
        return Device.of(broker.port(), username, password).asks();
    }

    @Test
    void tokenOfTheIssuerLetsIn() {
        assertThat(asks("alice", token(valid("alice")))).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void passwordIsLeftToTheNextElement() {
        assertThat(asks("bob", "s3cret")).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(asks("bob", "wrong")).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(asks("alice", "")).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void tokenThatProvesNothingIsRejected() {
        byte[] other = "another secret that is long enough too".getBytes(StandardCharsets.US_ASCII);

        assertThat(List.of(
                        TokenIssuer.token(other, valid("alice")),
                        TokenIssuer.unsigned(valid("alice")),
                        STRANGER.token(valid("alice")),
                        token(valid("bob")),
                        token("{\"sub\":\"alice\",\"exp\":" + in(Duration.ofSeconds(-1)) + "}"),
                        token("{\"sub\":\"alice\",\"exp\":\"never\"}"),
                        token("{\"sub\":\"alice\",\"nbf\":" + in(Duration.ofHours(1)) + "}"),
                        token("{\"sub\":\"alice\",\"iat\":" + in(Duration.ofHours(1)) + "}"),
                        token("{\"sub\":\"alice\",\"acl\":\"everything\"}"),
                        token("[]"),
                        token("no JSON")))
                .allSatisfy(token ->
                        assertThat(asks("alice", token)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
    }

    @Test
    void connectionEndsWithItsToken() throws Exception {
        String token = token("{\"sub\":\"alice\",\"exp\":" + in(Duration.ofSeconds(3)) + "}");

        Farewell alice = Farewell.of(Device.of(broker.port(), "alice", token));

        assertThat(alice.reason()).isEqualTo(Mqtt5DisconnectReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void tokenWithoutAnEndIsTaken() {
        assertThat(asks("alice", token("{\"sub\":\"alice\"}"))).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void rulesOfBothFormsDecide() {
        String rules = token("{\"sub\":\"alice\",\"acl\":["
                + "{\"permission\":\"deny\",\"action\":\"subscribe\",\"topic\":\"secrets/#\"}]}");
        String lists = token("{\"sub\":\"alice\",\"acl\":{\"sub\":[\"of/${username}/#\"],\"pub\":[]}}");

        assertThat(Subscription.asked(Device.of(broker.port(), "alice", rules), "secrets/a"))
                .isFalse();
        assertThat(Subscription.asked(Device.of(broker.port(), "alice", lists), "of/alice/a"))
                .isTrue();
    }

    @Test
    void metricsCountWhatWasDecided() {
        asks("alice", token(valid("alice")));
        asks("alice", token(valid("bob")));

        await("metrics").untilAsserted(() -> {
            Admin.Answer status =
                    broker.admin().get("authentication/jwt/status").is(200);
            assertThat(status.at("metrics/success").asLong()).isPositive();
            assertThat(status.at("metrics/failed").asLong()).isPositive();
        });
    }
}
