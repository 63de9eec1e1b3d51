package io.caracal.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One Node.js process with any number of MQTT.js clients; {@code driver.mjs} is its other end. */
final class MqttJsDriver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedWriter commands;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> clients = new ConcurrentHashMap<>();

    private MqttJsDriver(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("mqtt.js").start(this::read);
    }

    /** @param folder with {@code driver.mjs} and its {@code node_modules} */
    static MqttJsDriver start(Path folder) {
        try {
            return new MqttJsDriver(new ProcessBuilder("node", "driver.mjs")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start node in " + folder, e);
        }
    }

    /** What is said about the client goes to {@code events}, on the thread that reads. */
    void register(String client, Consumer<JsonNode> events) {
        clients.put(client, events);
    }

    ObjectNode command(String op, String client) {
        return JSON.createObjectNode().put("op", op).put("client", client);
    }

    /** Sends a command and waits for its result; a failure is thrown as {@link RefusedException}. */
    JsonNode call(ObjectNode command) throws Exception {
        int call = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(call, answer);
        synchronized (commands) {
            commands.write(JSON.writeValueAsString(command.put("call", call)));
            commands.newLine();
            commands.flush();
        }
        JsonNode said = answer.get(Client.PATIENCE, TimeUnit.SECONDS);
        if (said.has("result")) {
            return said.get("result");
        }
        throw new RefusedException(
                said.path("code").asInt(Client.NO_REASON),
                new IOException(said.path("error").asText()));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode said = JSON.readTree(line);
                if (said.has("call")) {
                    CompletableFuture<JsonNode> answer =
                            answers.remove(said.get("call").asInt());
                    // MQTT.js repeats some errors; the first answer counts.
                    if (answer != null) {
                        answer.complete(said);
                    }
                } else {
                    Consumer<JsonNode> client = clients.get(said.get("client").asText());
                    Objects.requireNonNull(client, "driver.mjs speaks of a client that is not registered")
                            .accept(said);
                }
            }
        } catch (IOException e) {
            answers.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }

    /** The end of its input ends it. */
    @Override
    public void close() throws Exception {
        commands.close();
        if (!process.waitFor(Client.PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("node did not end with its input");
        }
    }
}
