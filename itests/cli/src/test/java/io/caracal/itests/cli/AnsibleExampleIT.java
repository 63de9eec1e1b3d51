package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/ansible: the role's template rendered, checked by the role's own command, and started with. */
class AnsibleExampleIT {
    private static final String ROLE = "ansible/roles/caracal/";

    @TempDir
    private Path root;

    private Example example;
    private Shell shell;

    @BeforeEach
    void prepare() throws IOException {
        example = new Example(root, Distribution.built().home());
        shell = new Shell(root, root.resolve("data"));
    }

    @Test
    void theDefaultsRenderToWhatTheRolesCheckAccepts() throws Exception {
        Said check = check(render(Map.of()));

        assertThat(check.code()).as(check.err()).isZero();
    }

    @Test
    void thePlaybookRendersToWhatABrokerRunsWith() throws Exception {
        String text = render(variablesOfThePlaybook());
        Said check = check(text);
        assertThat(check.code()).as(check.err()).isZero();

        Path file = Files.writeString(example.path("etc/caracal.conf"), text);
        try (Started broker = Started.by(
                List.of(
                        Distribution.built().home().resolve("bin/caracal").toString(),
                        "run",
                        "--config",
                        file.toString()),
                Map.of("CARACAL_DATA", root.resolve("data").toString()),
                root)) {
            broker.awaitSaid("ready in ");
            Path password = Files.writeString(root.resolve("password"), "of \"devices\" {#}");
            Said known = shell.caracal(
                    "subscribe",
                    "x",
                    "--for",
                    "1",
                    "--mqtt-url",
                    "mqtt://127.0.0.1:" + example.mqtt(),
                    "-u",
                    "device",
                    "--password-file",
                    password.toString());
            assertThat(known.code()).as(known.err()).isZero();
            assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                            .succeeded()
                            .out())
                    .contains("64");
        }
    }

    @Test
    void aMistakeInTheVariablesKeepsTheOldFile() throws Exception {
        Said check = check(render(Map.of("caracal_settings", Map.of("mqtt", Map.of("max_inflght", 64)))));

        assertThat(check.code()).isEqualTo(78);
        assertThat(check.out() + check.err()).contains("did you mean mqtt.max_inflight");
    }

    /** As the task says that the file is to be validated. */
    private Said check(String text) throws IOException {
        Path file = Files.writeString(root.resolve("rendered"), text);
        String command = Document.of(example.text(ROLE + "tasks/main.yml")).list().stream()
                .filter(task -> task.has("ansible.builtin.template"))
                .map(task -> task.text("ansible.builtin.template", "validate"))
                .findFirst()
                .orElseThrow();
        return shell.run("", List.of(command.replace("%s", file.toString()).split(" ")));
    }

    private String render(Map<String, ?> variables) throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(
                Document.of(example.text(ROLE + "defaults/main.yml")).map());
        all.putAll(variables);
        JinjavaConfig asAnsible = JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withFailOnUnknownTokens(false)
                .build();
        return new Jinjava(asAnsible).render(example.text(ROLE + "templates/caracal.conf.j2"), all);
    }

    private Map<String, @Nullable Object> variablesOfThePlaybook() throws IOException {
        Document plays = Document.of(example.text("ansible/playbook.yml")
                .replace("{{ vault_device_password }}", "of \\\"devices\\\" {#}")
                .replace("{{ vault_admin_password }}", "of administrators"));
        Document role = plays.list().getFirst().list("roles").getFirst();
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(role.map("vars"));
        variables.put("caracal_settings", Map.of("mqtt", Map.of("max_inflight", 64, "max_packet_size", "2MB")));
        return variables;
    }
}
