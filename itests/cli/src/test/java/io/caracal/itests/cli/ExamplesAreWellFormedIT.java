package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What the tools of systemd, Kubernetes and Docker would refuse in docs/examples, and commands in them that the command line does not know. */
class ExamplesAreWellFormedIT {
    private static final Path EXAMPLES = Path.of(Objects.requireNonNull(System.getProperty("caracal.examples")))
            .toAbsolutePath();

    /** The fields of the objects that the example uses, after the API reference of Kubernetes; below "*" anything goes. */
    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry("", List.of("apiVersion", "kind", "metadata", "data", "stringData", "spec")),
            Map.entry("data", List.of("*")),
            Map.entry("stringData", List.of("*")),
            Map.entry("metadata", List.of("name", "labels", "annotations")),
            Map.entry("labels", List.of("*")),
            Map.entry("matchLabels", List.of("*")),
            Map.entry("requests", List.of("cpu", "memory", "storage")),
            Map.entry("limits", List.of("cpu", "memory")),
            Map.entry(
                    "spec",
                    List.of(
                            "selector",
                            "ports",
                            "serviceName",
                            "replicas",
                            "template",
                            "volumeClaimTemplates",
                            "terminationGracePeriodSeconds",
                            "securityContext",
                            "containers",
                            "volumes",
                            "accessModes",
                            "resources")),
            Map.entry("selector", List.of("app", "matchLabels")),
            Map.entry("ports", List.of("name", "port", "targetPort", "containerPort", "protocol")),
            Map.entry("template", List.of("metadata", "spec")),
            Map.entry(
                    "securityContext",
                    List.of(
                            "runAsNonRoot",
                            "runAsUser",
                            "fsGroup",
                            "allowPrivilegeEscalation",
                            "readOnlyRootFilesystem",
                            "capabilities")),
            Map.entry("capabilities", List.of("add", "drop")),
            Map.entry(
                    "containers",
                    List.of(
                            "name",
                            "image",
                            "command",
                            "args",
                            "env",
                            "ports",
                            "startupProbe",
                            "readinessProbe",
                            "livenessProbe",
                            "resources",
                            "securityContext",
                            "volumeMounts")),
            Map.entry("env", List.of("name", "value", "valueFrom")),
            Map.entry("startupProbe", List.of("tcpSocket", "httpGet", "periodSeconds", "failureThreshold")),
            Map.entry("readinessProbe", List.of("tcpSocket", "httpGet", "periodSeconds", "failureThreshold")),
            Map.entry("livenessProbe", List.of("tcpSocket", "httpGet", "periodSeconds", "failureThreshold")),
            Map.entry("tcpSocket", List.of("port", "host")),
            Map.entry("httpGet", List.of("path", "port", "scheme")),
            Map.entry("resources", List.of("requests", "limits")),
            Map.entry("volumeMounts", List.of("name", "mountPath", "readOnly", "subPath")),
            Map.entry("volumes", List.of("name", "configMap", "secret", "emptyDir")),
            Map.entry("configMap", List.of("name", "items", "defaultMode")),
            Map.entry("secret", List.of("secretName", "items", "defaultMode")),
            Map.entry("emptyDir", List.of("medium", "sizeLimit")),
            Map.entry("volumeClaimTemplates", List.of("metadata", "spec")));

    private static final List<String> DOCKERFILE = List.of(
            "FROM", "ADD", "COPY", "RUN", "USER", "ENTRYPOINT", "CMD", "ENV", "EXPOSE", "WORKDIR", "VOLUME", "ARG");

    @TempDir
    private Path folder;

    private static String text(String example) throws IOException {
        return Files.readString(EXAMPLES.resolve(example));
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws IOException {
        Shell shell = new Shell(folder, folder.resolve("no-data"));
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/systemd-analyze", "/bin/systemd-analyze")
                        .anyMatch(file -> Files.isExecutable(Path.of(file))),
                "systemd-analyze is not installed (Debian package systemd)");
        // The commands of the unit where they are here, and a user that is there.
        String moved = text("systemd/caracal.service")
                .replace("/opt/caracal/", Distribution.built().home() + "/")
                .replaceAll("(?m)^(User|Group)=caracal$", "$1=root");
        Path unit = Files.writeString(folder.resolve("caracal.service"), moved);

        Said said = shell.run("", List.of("systemd-analyze", "verify", "--man=no", unit.toString()));

        List<String> complaints = (said.out() + said.err())
                .lines()
                .filter(line -> line.contains("caracal.service"))
                .toList();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theManifestHasNoFieldThatKubernetesDoesNotKnow() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<String> unknown = new ArrayList<>();

        for (Object object : new Yaml(strict).loadAll(text("kubernetes/caracal.yaml"))) {
            assertThat(((Map<?, ?>) object).keySet().toString()).contains("apiVersion", "kind", "metadata");
            collectUnknown("", object, unknown);
        }

        assertThat(unknown).isEmpty();
    }

    private static void collectUnknown(String field, Object value, List<String> unknown) {
        if (value instanceof List<?> list) {
            list.forEach(each -> collectUnknown(field, each, unknown));
        } else if (value instanceof Map<?, ?> map) {
            List<String> known = FIELDS.getOrDefault(field, List.of());
            if (!known.contains("*")) {
                map.forEach((key, inner) -> {
                    if (!known.contains(key)) {
                        unknown.add(field + "." + key);
                    }
                    collectUnknown(String.valueOf(key), inner, unknown);
                });
            }
        }
    }

    @Test
    void theImageIsMadeOfTheArchiveThatTheBuildLeaves() throws IOException {
        List<String> lines = text("kubernetes/Dockerfile")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        String archive = lines.stream()
                .filter(line -> line.startsWith("ADD "))
                .map(line -> line.split(" ")[1])
                .findFirst()
                .orElseThrow();
        Path home = Distribution.built().home();

        assertThat(lines).allMatch(line -> DOCKERFILE.contains(line.split(" ")[0]));
        assertThat(home.resolveSibling(archive)).exists();
        assertThat(archive).isEqualTo(home.getFileName() + ".tar.gz");
        assertThat(lines).contains("ENTRYPOINT [\"/opt/caracal/bin/caracal\"]", "CMD [\"run\"]");
        assertThat(home.resolve("bin/caracal")).isExecutable();
        String user = lines.stream()
                .filter(line -> line.startsWith("USER "))
                .map(line -> line.substring(5))
                .findFirst()
                .orElseThrow();
        assertThat(text("kubernetes/caracal.yaml")).contains("runAsUser: " + user);
    }

    /** Commands stand in comments, in units, in manifests and in roles. */
    @Test
    void everyCommandInAnExampleIsKnownToTheCommandLine() throws IOException {
        Shell shell = new Shell(folder, folder.resolve("no-data"));
        TreeSet<String> commands = new TreeSet<>();
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("bin/caracal\"?((?: [a-z][a-z-]*)+)")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(match -> commands.add(match.group(1).strip()));
            }
        }

        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
            words.add("--help");
            Said said = shell.caracal(words.toArray(String[]::new));
            assertThat(said.code()).as("caracal %s: %s", command, said.err()).isZero();
        }
    }
}
