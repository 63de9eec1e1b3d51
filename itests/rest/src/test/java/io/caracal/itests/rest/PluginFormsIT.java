package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are uploaded as the part {@code plugin} of a form, as browsers and curl do. */
class PluginFormsIT {
    private static final String PLUGIN = "io.caracal.auth.builtin";
    private static final String END = "--cut--\r\n";

    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.configuration("""
                plugins.upload { enable = true, allow = ["user:admin"], max_size = 4MB }
                """));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private static long uploads() {
        String[] files = broker.data("plugins/uploads").toFile().list();
        return files == null ? 0 : files.length;
    }

    private static String field(String name, String value) {
        return "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, byte[] content) {
        return "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"plugin.jar\"\r\n\r\n"
                + new String(content, StandardCharsets.ISO_8859_1) + "\r\n";
    }

    private static Answer send(String path, String form) {
        return broker.admin()
                .with("Content-Type", "multipart/form-data; boundary=cut")
                .call("POST", path, BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String curl(String path, String... more) throws IOException, InterruptedException {
        Answer key = broker.admin()
                .post("login", "{'username': 'admin', 'password': '" + RestBroker.PASSWORD + "'}")
                .hasStatus(200);
        List<String> command = new ArrayList<>(
                List.of("curl", "-sS", "--max-time", "60", "-H", "Authorization: Bearer " + key.text("token")));
        command.addAll(List.of(more));
        command.add(broker.url() + "/api/v5/" + path);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void curlUploadsAVersionAndItIsInstalled() throws IOException, InterruptedException {
        byte[] content = UploadedJar.whole(PLUGIN, "1000.0.1");
        Path jar = Files.write(folder.resolve("auth-1000.0.1.jar"), content);

        String answer = curl(
                "plugins/" + PLUGIN + "?take_over=true",
                "-X",
                "PUT",
                "-F",
                "sha256=" + UploadedJar.sha256(content),
                "-F",
                "plugin=@" + jar);

        assertThat(answer).contains("\"to\":\"1000.0.1\"");
        assertThat(broker.admin().get("plugins/" + PLUGIN).text("version")).isEqualTo("1000.0.1");
        broker.admin().delete("plugins/" + PLUGIN).hasStatus(200);
    }

    @Test
    void takesTheDigestFromTheQueryToo() {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.2");

        Answer plan = send("plugins?take_over=true&sha256=" + UploadedJar.sha256(jar), file("plugin", jar) + END);

        assertThat(plan.hasStatus(200).text("to")).isEqualTo("1000.0.2");
        broker.admin().delete("plugins/" + PLUGIN).hasStatus(200);
    }

    @Test
    void refusesAFormWithoutADigestOrWithAnother() {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.1");
        String right = UploadedJar.sha256(jar);
        long before = uploads();

        send("plugins", file("plugin", jar) + END).refuses(400, "BAD_REQUEST", "sha256: none was given");
        send("plugins", field("sha256", "0".repeat(64)) + file("plugin", jar) + END)
                .refuses(400, "BAD_REQUEST", "SHA-256", right);
        send("plugins?sha256=" + right, field("sha256", "0".repeat(64)) + file("plugin", jar) + END)
                .refuses(400, "BAD_REQUEST", "sha256: the query says");
        send("plugins", field("sha256", "short") + file("plugin", jar) + END)
                .refuses(400, "BAD_REQUEST", "sha256: given 5 characters, expected 64");
        send("plugins", file("plugin", jar) + field("sha256", right) + END).hasStatus(400);
        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void refusesAFormThatHasNotOneFile() {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.1");
        String digest = field("sha256", UploadedJar.sha256(jar));
        long before = uploads();

        send("plugins", digest + END).refuses(400, "BAD_REQUEST", "plugin: is missing");
        send("plugins", digest + file("plugin", jar) + file("plugin", jar) + END)
                .refuses(400, "BAD_REQUEST", "plugin: given twice");
        send("plugins", digest + field("plugin", "no file") + END)
                .refuses(400, "BAD_REQUEST", "plugin: the part has no file name");
        send("plugins", digest + file("plugins", jar) + END).refuses(400, "BAD_REQUEST", "did you mean plugin?");
        send("plugins", digest + file("plugin", jar)).refuses(400, "BAD_REQUEST", "the form is broken or was cut off");
        send("plugins", "").hasStatus(400);
        broker.admin()
                .with("Content-Type", "multipart/form-data")
                .call("POST", "plugins", BodyPublishers.ofString(digest + END))
                .refuses(400, "BAD_REQUEST", "boundary");
        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void endsAnUploadThatIsLargerThanAllowed() {
        String head =
                field("sha256", "0".repeat(64)) + file("plugin", new byte[0]).replaceFirst("\r\n$", "");
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1)),
                new ByteArrayInputStream(new byte[5 << 20]));

        broker.admin()
                .with("Content-Type", "multipart/form-data; boundary=cut")
                .call("POST", "plugins", BodyPublishers.ofInputStream(() -> endless))
                .refuses(413, "CONTENT_TOO_LARGE", "plugins.upload.max_size");
    }

    @Test
    void theDocumentDescribesTheForm() {
        String document = broker.anonymous().get("/api-docs/openapi.json").body();

        assertThat(document).contains("multipart/form-data", "#/components/schemas/PluginForm");
    }
}
