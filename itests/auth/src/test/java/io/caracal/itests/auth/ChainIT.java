package io.caracal.itests.auth;

import static com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD;
import static com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode.NOT_AUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chains that are changed while clients come: order, conditions, listeners with chains of their own, dry runs. */
@Timeout(120)
class ChainIT {
    private static final String BUILTIN = "password_based:built_in_database";
    private static final String USERS = "'users': [{'user_id': 'kay', 'password': 'secret'}]";
    private static final String ELEMENT =
            "{'mechanism': 'password_based', 'backend': 'built_in_database', " + USERS + "%s}";
    private static final String SCRAM = "{'mechanism': 'scram', 'backend': 'built_in_database'}";

    private AuthBroker broker;
    private Admin admin;

    @BeforeEach
    void start(@TempDir Path work) {
        broker = AuthBroker.start(work, List.of("io.caracal.auth.scram"), "");
        admin = broker.admin();
        admin.post("authentication", ELEMENT.formatted("")).is(201);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Device kay() {
        return Device.of(broker.port(), "kay", "secret");
    }

    private List<String> order() {
        return admin.get("authentication").is(200).json().findValuesAsString("id");
    }

    @Test
    void elementsAreReorderedByPositionAndAsAWhole() {
        admin.post("authentication", SCRAM).is(201);
        assertThat(order()).containsExactly(BUILTIN, "scram:built_in_database");

        admin.put("authentication/scram:built_in_database/position/front", "").is(204);
        assertThat(order()).containsExactly("scram:built_in_database", BUILTIN);

        admin.put("authentication/scram:built_in_database/position/after:" + BUILTIN, "")
                .is(204);
        assertThat(order()).containsExactly(BUILTIN, "scram:built_in_database");

        admin.put("authentication/order", "[{'id': 'scram:built_in_database'}, {'id': '" + BUILTIN + "'}]")
                .is(204);
        assertThat(order()).containsExactly("scram:built_in_database", BUILTIN);
        admin.put("authentication/order", "[{'id': '" + BUILTIN + "'}]").is(400);
        assertThat(kay().getsIn()).isTrue();
    }

    @Test
    void elementIsSwitchedOffAndOnAgain() {
        Mqtt5BlockingClient connected = kay().connected();

        admin.put("authentication/" + BUILTIN, ELEMENT.formatted(", 'enable': false"))
                .is(200);
        assertThat(kay().asks()).isEqualTo(NOT_AUTHORIZED);

        admin.put("authentication/" + BUILTIN, ELEMENT.formatted(", 'enable': true"))
                .is(200);
        assertThat(kay().getsIn()).isTrue();
        assertThat(connected.getState().isConnected()).isTrue();
        connected.disconnect();
    }

    @Test
    void changeThatCannotBeAppliedChangesNothing() {
        admin.put("authentication/" + BUILTIN, ELEMENT.formatted(", 'precondition': 'usrname == 1'"))
                .is(400);
        admin.post("authentication", "{'mechanism': 'password_based', 'backend': 'oracle'}")
                .is(400);

        assertThat(order()).containsExactly(BUILTIN);
        assertThat(kay().getsIn()).isTrue();
    }

    @Test
    void preconditionSaysWhoIsAsked() {
        admin.put(
                        "authentication/" + BUILTIN,
                        ELEMENT.formatted(", 'precondition': 'regex_match(clientid, \\\"^pump\\\")'"))
                .is(200);

        assertThat(new Device(broker.port(), "pump7", "kay", "secret").getsIn()).isTrue();
        assertThat(new Device(broker.port(), "valve1", "kay", "secret").asks()).isEqualTo(NOT_AUTHORIZED);
    }

    @Test
    void dryRunSaysElementByElementWhatWouldBeDecided() {
        admin.post("authentication", SCRAM).is(201);
        admin.put("authentication/scram:built_in_database/position/front", "").is(204);

        Admin.Answer right = admin.post(
                        "authentication/dry_run", "{'clientid': 'c', 'username': 'kay', 'password': 'secret'}")
                .is(200);
        Admin.Answer unknown = admin.post("authentication/dry_run", "{'clientid': 'c', 'username': 'eve'}")
                .is(200);

        assertThat(right.at("result").asString()).isEqualTo("accept");
        assertThat(right.json().findValuesAsString("outcome")).containsExactly("no_match", "accepted");
        assertThat(unknown.at("reason").asString()).isEqualTo("not_authorized");
        assertThat(unknown.json().findValuesAsString("outcome")).containsExactly("no_match", "no_match");
        assertThat(admin.get("authentication/" + BUILTIN + "/status")
                        .at("metrics/total")
                        .asInt())
                .isZero();
    }

    @Test
    void listenerWithAChainOfItsOwnGoesByThat() {
        admin.post("listeners", "{'id': 'tcp:own', 'bind': '127.0.0.1:0'}").is(201);
        String address = admin.get("listeners/tcp:own").is(200).at("address").asString();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        assertThat(Device.of(port, "kay", "secret").getsIn()).isTrue();

        admin.post(
                        "listeners/tcp:own/authentication",
                        "{'mechanism': 'password_based', 'backend': 'built_in_database'}")
                .is(201);
        admin.post("listeners/tcp:own/authentication/" + BUILTIN + "/users", "{'user_id': 'max', 'password': 'pw'}")
                .is(201);

        assertThat(Device.of(port, "max", "pw").getsIn()).isTrue();
        assertThat(Device.of(port, "kay", "secret").asks()).isEqualTo(NOT_AUTHORIZED);
        assertThat(Device.of(broker.port(), "max", "pw").asks()).isEqualTo(NOT_AUTHORIZED);
        assertThat(kay().getsIn()).isTrue();

        admin.delete("listeners/tcp:own/authentication/" + BUILTIN).is(204);
        assertThat(Device.of(port, "kay", "secret").getsIn()).isTrue();
    }

    @Test
    void listenerThatLetsEveryoneInStaysOnLoopback() {
        admin.put("configs/listeners.tcp.open", "{'bind': '0.0.0.0:0', 'enable_authn': false}")
                .is(400);

        admin.put("configs/listeners.tcp.open", "{'bind': '127.0.0.1:0', 'enable_authn': false}")
                .is(200);
        String address = admin.get("listeners/tcp:open").is(200).at("address").asString();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        assertThat(Device.of(port, "", "").getsIn()).isTrue();
        assertThat(Device.of(broker.port(), "", "").getsIn()).isFalse();
    }

    @Test
    void boundsAreChangedWhileClientsCome() {
        admin.put("authentication/settings", "{'max_in_progress': 5, 'overload_reason': 'quota_exceeded'}")
                .is(200);

        assertThat(admin.get("authentication/settings").at("max_in_progress").asInt())
                .isEqualTo(5);
        admin.put("authentication/settings", "{'max_in_progress': 0}").is(400);
        assertThat(Device.of(broker.port(), "kay", "wrong").asks()).isEqualTo(BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void secretsOfTheChainAreNotShownAndStayWhenSentBack() {
        Admin.Answer shown = admin.get("authentication/" + BUILTIN).is(200);
        assertThat(shown.body()).doesNotContain("secret");

        admin.put("authentication/" + BUILTIN, shown.body()).is(200);

        assertThat(kay().getsIn()).isTrue();
    }
}
