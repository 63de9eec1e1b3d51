package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.caracal.itests.servers.HttpBehaviour;
import io.caracal.itests.servers.HttpRequest;
import io.caracal.itests.servers.UnrulyHttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an HTTP server grants besides entry, and what it says about single actions; by GET, without a connector of the configuration. */
@Timeout(120)
class HttpGrantsIT {
    private static UnrulyHttpServer server;
    private static AuthBroker broker;

    @BeforeAll
    static void start(@TempDir Path work) {
        server = UnrulyHttpServer.start(HttpGrantsIT::answer);
        broker = AuthBroker.start(work, List.of("io.caracal.auth.http"), """
                authentication = [{
                  mechanism = password_based
                  backend = http
                  method = get
                  url = "%1$s/auth"
                  body { username = "${username}" }
                }]
                authorization {
                  no_match = deny
                  cache.enable = false
                  sources = [{
                    type = http
                    method = get
                    url = "%1$s/acl?who=${username}&does=${action}&topic=${topic}&site=${client_attrs.site}"
                    request_timeout = 1s
                  }]
                }
                """.formatted(server.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        server.close();
    }

    private static void answer(HttpRequest request, OutputStream out) throws IOException, InterruptedException {
        HttpBehaviour behaviour =
                switch (request.target()) {
                    case "/auth?username=boss" -> HttpBehaviour.json("{\"result\":\"allow\",\"is_superuser\":true}");
                    case "/auth?username=guest" ->
                        HttpBehaviour.json("{\"result\":\"allow\",\"expire_at\":"
                                + (Instant.now().getEpochSecond() + 3) + "}");
                    case "/auth?username=ruled" ->
                        HttpBehaviour.json("{\"result\":\"allow\",\"acl\":["
                                + "{\"permission\":\"allow\",\"action\":\"subscribe\",\"topic\":\"mine/${username}/#\"},"
                                + "{\"permission\":\"deny\",\"action\":\"all\",\"topic\":\"closed/#\"}]}");
                    case String target
                    when target.startsWith("/auth") ->
                        HttpBehaviour.json("{\"result\":\"allow\",\"client_attrs\":{\"site\":\"north/1\"}}");
                    case String target when target.contains("topic=open") -> HttpBehaviour.status(204);
                    case String target when target.contains("topic=site&site=north%2F1") -> HttpBehaviour.status(204);
                    case String target
                    when target.contains("topic=unknown") -> HttpBehaviour.json("{\"result\":\"ignore\"}");
                    case String target when target.contains("topic=broken") -> HttpBehaviour.status(500);
                    case String target when target.contains("topic=hanging") -> HttpBehaviour.silent();
                    default -> HttpBehaviour.json("{\"result\":\"deny\"}");
                };
        behaviour.answer(request, out);
    }

    private static Mqtt5SubAckReasonCode subscribes(String username, String filter) {
        return Subscription.code(Device.of(broker.port(), username, ""), filter);
    }

    @Test
    void serverSaysWhatMayBeDone() {
        assertThat(subscribes("alice", "open")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_2);
        assertThat(subscribes("alice", "site")).as("by an attribute").isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_2);
        assertThat(subscribes("alice", "closed")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        assertThat(subscribes("alice", "unknown")).as("ignored").isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void serverThatFailsAllowsNothing() {
        assertThat(subscribes("alice", "broken")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        assertThat(subscribes("alice", "hanging")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void topicStaysATopic() {
        assertThat(subscribes("alice", "closed&topic=open")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void superuserIsNotAskedAbout() {
        assertThat(subscribes("boss", "closed")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_2);
    }

    @Test
    void rulesOfTheClientComeFirst() {
        assertThat(subscribes("ruled", "mine/ruled/a")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_2);
        assertThat(subscribes("ruled", "mine/other/a")).isEqualTo(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
        assertThat(subscribes("ruled", "open")).as("left to the server").isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_2);
    }

    @Test
    void connectionEndsWhenTheServerSaid() throws Exception {
        Farewell guest = Farewell.of(Device.of(broker.port(), "guest", "x"));

        assertThat(guest.reason()).isEqualTo(Mqtt5DisconnectReasonCode.NOT_AUTHORIZED);
    }
}
