package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.BrokerStart;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A broker of its own with an open REST API, and clients for it: in {@code @BeforeAll} for a whole class, or in a test that changes the broker.
 * The password of {@code admin} is {@link #PASSWORD}.
 */
final class RestBroker implements AutoCloseable {
    static final String PASSWORD = "a password for tests";

    private final Broker broker;
    private final HttpClient http = HttpClient.newHttpClient();

    private RestBroker(Broker broker) {
        this.broker = broker;
    }

    /** With the shipped configuration. */
    static RestBroker start() {
        return start(start -> start);
    }

    /** @param configure adds what the test needs, {@code start -> start.set("mqtt.max_inflight", "5")} */
    static RestBroker start(UnaryOperator<BrokerStart> configure) {
        return new RestBroker(configure
                .apply(Distribution.built().broker().set("dashboard.login.first_password", PASSWORD))
                .start());
    }

    /** Of a distribution of its own, for tests that change {@code plugins/}. */
    static RestBroker start(Distribution distribution, UnaryOperator<BrokerStart> configure) {
        return new RestBroker(configure
                .apply(distribution.broker().set("dashboard.login.first_password", PASSWORD))
                .start());
    }

    /** Kills it, and starts it again with what it has left. */
    RestBroker killedAndStartedAgain(UnaryOperator<BrokerStart> configure) throws InterruptedException {
        http.close();
        broker.kill();
        return start(start -> configure.apply(start).after(broker));
    }

    /** Stops it in order, and starts it again with what it has left. */
    RestBroker stoppedAndStartedAgain(UnaryOperator<BrokerStart> configure) throws InterruptedException {
        http.close();
        assertThat(broker.stop()).as("exit code").isZero();
        return start(start -> configure.apply(start).after(broker));
    }

    /** Without credentials. */
    RestClient anonymous() {
        return new RestClient(http, broker.restUrl(), Map.of());
    }

    /** As {@code admin}, by the token of a log-in. */
    RestClient admin() {
        return loggedIn("admin", PASSWORD);
    }

    RestClient loggedIn(String username, String password) {
        String token = anonymous()
                .post("login", "{'username': '%s', 'password': '%s'}".formatted(username, password))
                .hasStatus(200)
                .text("token");
        return anonymous().withToken(token);
    }

    String url() {
        return broker.restUrl();
    }

    Broker broker() {
        return broker;
    }

    /** A file of the data folder. */
    Path data(String name) {
        return broker.data().resolve(name);
    }

    String dataText(String name) {
        try {
            return Files.readString(data(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        http.close();
        broker.close();
    }
}
