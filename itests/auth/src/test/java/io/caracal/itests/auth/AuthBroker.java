package io.caracal.itests.auth;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.BrokerStart;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A broker of its own with an open REST API, and with plugins besides those that are active in every distribution. */
final class AuthBroker implements AutoCloseable {
    static final String PASSWORD = "a password for tests";

    private final Broker broker;
    private final Admin admin;

    private AuthBroker(Broker broker) {
        this.broker = broker;
        admin = Admin.of(broker.restUrl(), PASSWORD);
    }

    /**
     * Starts a copy of the distribution.
     *
     * @param work an empty folder, which takes the copy
     * @param features what is put into {@code plugins/} besides, {@code io.caracal.auth.mysql}
     * @param configuration HOCON
     */
    static AuthBroker start(Path work, List<String> features, String configuration) {
        return start(work, features, start -> start.configuration(configuration));
    }

    static AuthBroker start(Path work, List<String> features, UnaryOperator<BrokerStart> configure) {
        try {
            Distribution copy = Distribution.built().copyTo(work.resolve("caracal"));
            for (String feature : features) {
                Path file = copy.home().resolve("features").resolve(feature + ".json");
                Files.copy(file, copy.plugins().resolve(feature + ".json"));
            }
            return new AuthBroker(configure
                    .apply(copy.broker().set("dashboard.login.first_password", PASSWORD))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Broker broker() {
        return broker;
    }

    /** REST as {@code admin}. */
    Admin admin() {
        return admin;
    }

    int port() {
        return broker.port();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        admin.close();
        broker.close();
    }
}
