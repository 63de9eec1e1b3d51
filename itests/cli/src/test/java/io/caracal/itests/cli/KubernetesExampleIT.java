package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docs/examples/kubernetes: what a kubelet would do with the manifest, done here. */
class KubernetesExampleIT {
    private static final int PROBE_MILLIS = 1000;

    @TempDir
    private Path root;

    private final Map<String, Document> objects = new LinkedHashMap<>();
    private Example example;
    private Document pod;
    private Document container;

    @BeforeEach
    void apply() throws IOException {
        example = new Example(root, Distribution.built().home());
        for (Object document : new Yaml().loadAll(example.text("kubernetes/caracal.yaml"))) {
            Document object = new Document(document);
            objects.put(object.text("kind"), object);
        }
        pod = object("StatefulSet").at("spec", "template", "spec");
        container = pod.list("containers").getFirst();
        mountVolumes();
    }

    @Test
    void thePodBecomesReadyServesItsClientsAndEndsInOrder() throws Exception {
        try (Started broker = start()) {
            int mqtt = port(container.at("startupProbe", "tcpSocket"));
            await().atMost(Broker.PATIENCE).until(() -> !broker.process().isAlive() || accepts(mqtt));
            assertThat(broker.process().isAlive()).as(broker.said()).isTrue();
            awaitReady(broker);
            assertThat(accepts(port(container.at("livenessProbe", "tcpSocket"))))
                    .isTrue();

            Shell shell = new Shell(root, root.resolve("no-data"));
            String url = "mqtt://127.0.0.1:" + mqtt;
            Path password = example.path("etc/caracal-secrets/device-password");
            Said known = shell.caracal(
                    "subscribe",
                    "x",
                    "--for",
                    "1",
                    "--mqtt-url",
                    url,
                    "-u",
                    "device",
                    "--password-file",
                    password.toString());
            assertThat(known.code()).as(known.err()).isZero();
            assertThat(shell.caracal("subscribe", "x", "--for", "1", "--mqtt-url", url)
                            .code())
                    .isEqualTo(77);

            broker.signal("TERM");
            assertThat(broker.awaitEnd(pod.number("terminationGracePeriodSeconds")))
                    .isZero();
        }
    }

    @Test
    void theAdministratorLogsInWithThePasswordOfTheSecret() throws Exception {
        try (Started broker = start()) {
            awaitReady(broker);
            Shell shell = new Shell(root, root.resolve("no-data"));

            Said login = shell.caracal(
                    "login",
                    "--url",
                    "http://127.0.0.1:" + port(container.at("readinessProbe", "httpGet")),
                    "--password-file",
                    example.path("etc/caracal-secrets/admin-password").toString());

            assertThat(login.code()).as(login.err()).isZero();
        }
    }

    @Test
    void theServiceLeadsToPortsOfTheContainer() {
        List<String> names =
                container.list("ports").stream().map(port -> port.text("name")).toList();
        Document service = object("Service").at("spec");

        assertThat(service.list("ports")).isNotEmpty().allSatisfy(port -> assertThat(names)
                .contains(port.text("targetPort")));
        assertThat(service.at("selector"))
                .isEqualTo(object("StatefulSet").at("spec", "template", "metadata", "labels"))
                .isEqualTo(object("StatefulSet").at("spec", "selector", "matchLabels"));
    }

    /** The failure tells what the probe saw last and what the broker said. */
    private void awaitReady(Started broker) {
        Document probe = container.at("readinessProbe", "httpGet");
        await().atMost(Broker.PATIENCE)
                .failFast("the broker has ended", () -> !broker.process().isAlive())
                .untilAsserted(
                        () -> assertThat(answers(probe)).as(broker.said()).isEqualTo("200"));
    }

    private Document object(String kind) {
        return Objects.requireNonNull(objects.get(kind), kind);
    }

    private Started start() throws IOException {
        List<String> command = new ArrayList<>();
        container.list("command").forEach(word -> command.add(word.text()));
        container.list("args").forEach(word -> command.add(word.text()));
        Map<String, String> environment = new LinkedHashMap<>();
        container.list("env").forEach(variable -> environment.put(variable.text("name"), variable.text("value")));
        // What Kubernetes adds for the service of this name.
        environment.put("CARACAL_SERVICE_HOST", "10.0.0.1");
        environment.put("CARACAL_PORT_1883_TCP_ADDR", "10.0.0.1");
        return Started.by(command, environment, root);
    }

    /** The files of ConfigMap and Secret where the container has them. */
    private void mountVolumes() throws IOException {
        for (Document volume : pod.list("volumes")) {
            if (volume.has("configMap")) {
                mount(volume.text("name"), object("ConfigMap").map("data"));
            } else if (volume.has("secret")) {
                mount(volume.text("name"), object("Secret").map("stringData"));
            }
        }
    }

    private void mount(String volume, Map<String, ?> files) throws IOException {
        for (Document mount : container.list("volumeMounts")) {
            if (mount.text("name").equals(volume)) {
                Path folder = Files.createDirectories(Path.of(mount.text("mountPath")));
                for (Map.Entry<String, ?> file : files.entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), String.valueOf(file.getValue()));
                }
            }
        }
    }

    private int port(Document probe) {
        return container.list("ports").stream()
                .filter(port -> port.text("name").equals(probe.text("port")))
                .map(port -> port.number("containerPort"))
                .findFirst()
                .orElseThrow();
    }

    /** The status, or why there is none; within the time that a kubelet gives a probe. */
    private String answers(Document probe) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port(probe) + probe.text("path"));
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            return String.valueOf(connection.getResponseCode());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false; // not yet
        }
    }
}
