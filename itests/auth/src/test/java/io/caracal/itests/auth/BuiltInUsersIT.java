package io.caracal.itests.auth;

import static com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD;
import static com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode.NOT_AUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users in the broker's own database: kept by REST, found again after a restart, brought by files. */
@Timeout(120)
class BuiltInUsersIT {
    private static final String ID = "password_based:built_in_database";
    private static final String USERS = "authentication/" + ID + "/users";
    private static final String ELEMENT = "{'mechanism': 'password_based', 'backend': 'built_in_database'}";

    @TempDir
    private Path work;

    @Test
    void userIsAddedChangedAndRemovedWhileTheBrokerRuns() throws Exception {
        try (AuthBroker broker = AuthBroker.start(work, List.of(), "")) {
            Admin admin = broker.admin();
            admin.post("authentication", ELEMENT).is(201);
            assertThat(Device.of(broker.port(), "kay", "secret").asks()).isEqualTo(NOT_AUTHORIZED);

            admin.post(USERS, "{'user_id': 'kay', 'password': 'secret'}").is(201);
            admin.post(USERS, "{'user_id': 'kay', 'password': 'other'}").is(409);
            Mqtt5BlockingClient connected =
                    Device.of(broker.port(), "kay", "secret").connected();
            assertThat(Device.of(broker.port(), "kay", "wrong").asks()).isEqualTo(BAD_USER_NAME_OR_PASSWORD);

            admin.put(USERS + "/kay", "{'password': 'changed', 'is_superuser': true}")
                    .is(200);
            assertThat(Device.of(broker.port(), "kay", "secret").asks()).isEqualTo(BAD_USER_NAME_OR_PASSWORD);
            assertThat(Device.of(broker.port(), "kay", "changed").getsIn()).isTrue();

            admin.delete(USERS + "/kay").is(204);
            admin.get(USERS + "/kay").is(404);
            assertThat(Device.of(broker.port(), "kay", "changed").asks()).isEqualTo(NOT_AUTHORIZED);
            assertThat(connected.getState().isConnected()).isTrue();
            connected.disconnect();

            Admin.Answer status = admin.get("authentication/" + ID + "/status").is(200);
            assertThat(status.at("status").asString()).isEqualTo("running");
            assertThat(status.at("metrics/success").asInt()).isEqualTo(2);
            assertThat(status.at("metrics/failed").asInt()).isEqualTo(2);
            assertThat(status.at("metrics/nomatch").asInt()).isEqualTo(2);
        }
    }

    @Test
    void filesOfUsersAreTakenAsAWholeOrNotAtAll() throws Exception {
        try (AuthBroker broker = AuthBroker.start(work, List.of(), "")) {
            Admin admin = broker.admin();
            admin.post(
                            "authentication",
                            "{'mechanism': 'password_based', 'backend': 'built_in_database', 'user_id_type': 'clientid',"
                                    + " 'password_hash_algorithm': {'name': 'sha256', 'salt_position': 'suffix'}}")
                    .is(201);
            String file = "authentication/" + ID + "/import_users";

            admin.post(file, "[{'user_id': 'a', 'password': 'pa'}, {'user_id': 'b'}]")
                    .is(400);
            assertThat(admin.get(USERS).is(200).at("meta/count").asInt()).isZero();

            admin.post(file, "[{'user_id': 'a', 'password': 'pa'}, {'user_id': 'b', 'password': 'pb'}]")
                    .is(200);
            // sha256sum of secretsalt
            admin.postCsv(
                            file,
                            "user_id,password_hash,salt,is_superuser\r\n"
                                    + "\"c,1\",f84fa2149dbb62ed4e0cf1f550d2949b33a6513d3a7707e08502511c79ccb0ee,salt,true\r\n")
                    .is(200);

            assertThat(new Device(broker.port(), "a", "whoever", "pa").getsIn()).isTrue();
            assertThat(new Device(broker.port(), "c,1", "whoever", "secret").getsIn())
                    .isTrue();
            assertThat(new Device(broker.port(), "b", "whoever", "pa").asks()).isEqualTo(BAD_USER_NAME_OR_PASSWORD);
            assertThat(admin.get(USERS + "?is_superuser=true")
                            .at("data/0/user_id")
                            .asString())
                    .isEqualTo("c,1");
            assertThat(admin.get(USERS + "?limit=2").at("meta/hasnext").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void usersOfABootstrapFileGetInAndTheirChangesSurviveAPowerFailure() throws Exception {
        Path file = Files.writeString(work.resolve("users.csv"), "user_id,password\nkay,secret\n");
        String configuration = "authentication = [ { mechanism = password_based, backend = built_in_database, "
                + "bootstrap_file = \"" + file + "\", users = [ { user_id = max, password = \"of the file\" } ] } ]";
        AuthBroker first = AuthBroker.start(Files.createDirectory(work.resolve("first")), List.of(), configuration);
        await().until(() -> Device.of(first.port(), "kay", "secret").getsIn());
        assertThat(Device.of(first.port(), "max", "of the file").getsIn()).isTrue();
        first.admin().put(USERS + "/kay", "{'password': 'changed'}").is(200);

        first.broker().kill();

        try (AuthBroker second = AuthBroker.start(
                Files.createDirectory(work.resolve("second")), List.of(), start -> start.configuration(configuration)
                        .after(first.broker()))) {
            assertThat(Device.of(second.port(), "kay", "changed").getsIn()).isTrue();
            assertThat(Device.of(second.port(), "kay", "secret").getsIn()).isFalse();
        }
    }

    @Test
    void nobodyElseCanReadTheFileOfTheUsers() throws IOException, InterruptedException {
        try (AuthBroker broker = AuthBroker.start(work, List.of(), "")) {
            broker.admin().post("authentication", ELEMENT).is(201);
            broker.admin()
                    .post(USERS, "{'user_id': 'kay', 'password': 'secret'}")
                    .is(201);

            Path users = broker.broker().data().resolve("users.db");

            assertThat(Files.getPosixFilePermissions(users)).hasSize(2);
            assertThat(new String(Files.readAllBytes(users), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }
}
