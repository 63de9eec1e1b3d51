package io.caracal.itests.clients;

import io.caracal.itests.support.Broker;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test with clients: they are closed after it, and its topics and client identifiers are its own. */
@ExtendWith(SharedBroker.class)
abstract class ClientsTest {
    IntFunction<Broker> brokers = _ -> {
        throw new IllegalStateException("SharedBroker has not brought the broker");
    };
    Supplier<MqttJsDriver> node = () -> {
        throw new IllegalStateException("SharedBroker has not brought Node.js");
    };

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int clients;

    @AfterEach
    final void closeClients() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** The broker with the settings that are shipped. */
    final Broker broker() {
        return broker(0);
    }

    /** The same, but for the number of its event loops; 0 means one for each processor. */
    final Broker broker(int eventLoops) {
        return brokers.apply(eventLoops);
    }

    /** A name that no other test uses: the first levels of a topic. */
    final String topic(String name) {
        return "test/" + unique + "/" + name;
    }

    /** A client identifier that no other test uses, short enough for MQTT 3.1. */
    final String clientId(String name) {
        return unique + "-" + name;
    }

    final String clientId() {
        return clientId("c" + ++clients);
    }

    /** A client that is not connected yet. */
    final Client client(Library library, InetSocketAddress server) {
        Client client = library.client(server, node);
        open.push(client);
        return client;
    }

    /** A client that is connected with a session of its own. */
    final Client connected(Library library) throws Exception {
        return connected(library, Session.clean(clientId()));
    }

    final Client connected(Library library, Session session) throws Exception {
        Client client = client(library, broker().address());
        client.connect(session);
        return client;
    }

    /** Closes it after the test. */
    final <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }
}
