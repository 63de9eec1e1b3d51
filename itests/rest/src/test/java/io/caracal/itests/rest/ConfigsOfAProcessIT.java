package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of changes when the process ends, and how the file gets into a process that runs. */
class ConfigsOfAProcessIT {
    private static Path file(RestBroker broker) {
        return broker.data("..").normalize().resolve("caracal.conf");
    }

    private static Answer put(RestClient admin, String hocon) {
        return admin.with("Content-Type", "text/plain").call("PUT", "configs", BodyPublishers.ofString(hocon));
    }

    @Test
    void changesSurviveAKillAndCanStillBeUndone() throws Exception {
        RestBroker killed = RestBroker.start(start -> start.configuration("mqtt.max_inflight = 16"));
        put(killed.admin(), "mqtt { max_awaiting_rel = 7, idle_timeout = 20s }").hasStatus(200);
        killed.broker().kill();

        try (RestBroker broker =
                RestBroker.start(start -> start.configuration("mqtt { max_inflight = 16, idle_timeout = 5s }")
                        .after(killed.broker()))) {
            RestClient admin = broker.admin();

            assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("7");
            // The file took this one over meanwhile.
            assertThat(admin.get("configs?key=mqtt.idle_timeout").body()).isEqualTo("\"5s\"");
            assertThat(Files.getPosixFilePermissions(broker.data("configs/overrides.conf")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            admin.post("configs/undo", "").hasStatus(200);
            assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("100");
        }
    }

    @Test
    void overridesOfAPluginThatIsNotThereDoNotKeepTheBrokerFromStarting() throws Exception {
        RestBroker killed = RestBroker.start(start -> start.configuration("mqtt.max_inflight = 16"));
        put(killed.admin(), "mqtt.max_awaiting_rel = 7").hasStatus(200);
        killed.broker().kill();
        Files.writeString(
                killed.data("configs/overrides.conf"), "mqtt.max_awaiting_rel = 7\nof_a_plugin { some = thing }\n");

        try (RestBroker broker = RestBroker.start(start -> start.after(killed.broker()))) {
            assertThat(broker.admin().get("configs?key=of_a_plugin").body()).isEqualTo("{\"some\":\"******\"}");
            broker.admin().post("configs_reset/of_a_plugin", "").hasStatus(200);
            assertThat(broker.dataText("configs/overrides.conf")).doesNotContain("of_a_plugin");
        }
    }

    @Test
    void aHangUpSignalAppliesTheFile() throws Exception {
        try (RestBroker broker = RestBroker.start(start -> start.configuration("mqtt.max_inflight = 16"))) {
            RestClient admin = broker.admin();
            Files.writeString(file(broker), "mqtt.max_inflight = 17");

            broker.broker().hangUp();

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            admin.get("configs?key=mqtt.max_inflight").body().equals("17"));
            assertThat(admin.get("configs/history").text("data/0/source")).isEqualTo("signal SIGHUP");
        }
    }

    @Test
    void aHangUpSignalWithAnInvalidFileChangesNothing() throws Exception {
        try (RestBroker broker = RestBroker.start(start -> start.configuration("mqtt.max_inflight = 16"))) {
            Files.writeString(file(broker), "mqtt { max_inflight = 17, max_awaiting_rel = x }");

            broker.broker().hangUp();

            broker.broker().awaitLog("nothing was changed", 1);
            assertThat(broker.broker().console()).contains(file(broker) + ": 1: mqtt.max_awaiting_rel: given \"x\"");
            assertThat(broker.admin().get("configs?key=mqtt.max_inflight").body())
                    .isEqualTo("16");
        }
    }

    @Test
    void aWatchedFileIsReadByItself() throws Exception {
        String watch = "configuration { watch = true, watch_interval = 100ms }\n";
        try (RestBroker broker = RestBroker.start(start -> start.configuration(watch))) {
            Files.writeString(file(broker), watch + "mqtt.max_inflight = 18");

            RestClient admin = broker.admin();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            admin.get("configs?key=mqtt.max_inflight").body().equals("18"));
        }
    }
}
