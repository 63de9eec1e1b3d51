package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.caracal.itests.servers.HttpBehaviour;
import io.caracal.itests.servers.TokenIssuer;
import io.caracal.itests.servers.UnrulyHttpServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of an issuer whose keys a server hands out: one that changes them, one that misbehaves, one that is away. */
@Timeout(120)
class JwksIT {
    private static final String CLAIMS = "{\"sub\":\"alice\"}";

    private static final TokenIssuer ISSUER = TokenIssuer.rsa("one");

    private static UnrulyHttpServer server;
    private static AuthBroker broker;

    @BeforeAll
    static void start(@TempDir Path work) {
        server = UnrulyHttpServer.start(HttpBehaviour.json(ISSUER.keySet()));
        broker = AuthBroker.start(work, List.of("io.caracal.auth.jwt"), """
                authentication = [{
                  mechanism = jwt
                  use_jwks = true
                  endpoint = "%s/keys?tenant=7"
                  headers { Authorization = "Bearer a-secret" }
                  request_timeout = 1s
                  refresh_interval = 1s
                  keep_keys_for = 20s
                }]
                """.formatted(server.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        server.close();
    }

    @BeforeEach
    void serve() {
        server.behave(HttpBehaviour.json(ISSUER.keySet()));
        server.restart();
        awaitAnswer(ISSUER.token(CLAIMS), Mqtt5ConnAckReasonCode.SUCCESS);
    }

    private static Mqtt5ConnAckReasonCode asks(String token) {
        return Device.of(broker.port(), "alice", token).asks();
    }

    private static void awaitAnswer(String token, Mqtt5ConnAckReasonCode code) {
        await(code.toString()).atMost(Duration.ofSeconds(60)).until(() -> asks(token) == code);
    }

    @Test
    void tokenOfTheIssuerLetsInAndNoOther() {
        assertThat(asks(ISSUER.token(CLAIMS))).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(server.lastRequest().target()).isEqualTo("/keys?tenant=7");
        assertThat(server.lastRequest().header("authorization")).isEqualTo("Bearer a-secret");

        byte[] pem = ISSUER.pem().getBytes(StandardCharsets.US_ASCII);
        assertThat(List.of(
                        TokenIssuer.rsa("one").token(CLAIMS),
                        TokenIssuer.rsa("two").token(CLAIMS),
                        TokenIssuer.token(pem, CLAIMS),
                        TokenIssuer.unsigned(CLAIMS)))
                .allSatisfy(
                        token -> assertThat(asks(token)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
    }

    @Test
    void newKeysAreTakenAndOldOnesForgotten() {
        TokenIssuer successor = TokenIssuer.rsa("two");
        assertThat(asks(ISSUER.token(CLAIMS))).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);

        server.behave(HttpBehaviour.json(successor.keySet()));

        awaitAnswer(successor.token(CLAIMS), Mqtt5ConnAckReasonCode.SUCCESS);
        awaitAnswer(ISSUER.token(CLAIMS), Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void keysOutliveTheServerForAWhileAndNobodyGetsInAfterThat() throws Exception {
        try (Pair pair = Pair.connected(
                Device.of(broker.port(), "alice", ISSUER.token(CLAIMS)),
                Device.of(broker.port(), "alice", ISSUER.token(CLAIMS)))) {
            server.kill();
            assertThat(asks(ISSUER.token(CLAIMS)))
                    .as("with keys that are kept")
                    .isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);

            awaitAnswer(ISSUER.token(CLAIMS), Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
            pair.assertWorks();

            server.restart();
            awaitAnswer(ISSUER.token(CLAIMS), Mqtt5ConnAckReasonCode.SUCCESS);
            pair.assertNothingLost();
        }
    }

    static Stream<Named<HttpBehaviour>> misbehaviours() {
        return Stream.of(
                Named.of("silent", HttpBehaviour.silent()),
                Named.of("status 500", HttpBehaviour.status(500)),
                Named.of("no key set", HttpBehaviour.json("{\"keys\":\"none\"}")),
                Named.of("empty", HttpBehaviour.json("{\"keys\":[]}")),
                Named.of("huge", HttpBehaviour.huge(200_000_000)),
                Named.of("hangs up", HttpBehaviour.hangUp()));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void serverThatMisbehavesLetsNobodyInWhoseKeyIsUnknown(HttpBehaviour misbehaviour) {
        TokenIssuer successor = TokenIssuer.rsa("two");
        server.behave(misbehaviour);

        awaitAnswer(successor.token(CLAIMS), Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
        assertThat(asks(ISSUER.token(CLAIMS))).as("of a known key").isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }
}
