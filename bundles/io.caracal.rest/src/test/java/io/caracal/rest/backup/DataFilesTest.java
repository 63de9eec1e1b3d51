package io.caracal.rest.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
    @TempDir
    private Path data;

    private void file(String name, String content) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    @Test
    void areThoseThatOutliveTheProcess() throws IOException {
        String kept = "a".repeat(64);
        String remade = "b".repeat(64);
        for (String name : new String[] {
            "banned.list",
            "rest/users.json",
            "vendor/own.bin",
            "plugins/" + kept + ".jar",
            "plugins/" + remade + ".jar",
            "plugins/uploads/x.jar",
            "framework/bundle1/x",
            "logs/caracal.log",
            "run/rest.json",
            "store/segment-0000000000000001.log",
            "backups/old.zip",
            "exports/old.zip",
            "replaced-2026/users.db",
            "caracal.lock",
            "caracal.pid",
            "users.db",
            "configs/overrides.conf.tmp"
        }) {
            file(name, "x");
        }
        file("plugins/journal.json", "{\"jar\": \"" + kept + "\"}");

        assertThat(new DataFiles(data, Set.of(Path.of("users.db"))).find().keySet())
                .containsExactly(
                        "banned.list",
                        "plugins/" + kept + ".jar",
                        "plugins/journal.json",
                        "rest/users.json",
                        "vendor/own.bin");
    }

    @Test
    void ofTheConfigurationAreTheFileItselfAndTheRulesBesideIt() throws IOException {
        file("my.conf", "");
        file("acl.conf", "");
        file("server.key", "");
        file("other.conf", "");

        assertThat(ConfigurationFiles.of(data.resolve("my.conf"), Optional.empty())
                        .keySet())
                .containsExactly("acl.conf", "my.conf");
    }
}
