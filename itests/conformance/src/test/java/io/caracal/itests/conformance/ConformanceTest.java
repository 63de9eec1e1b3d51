package io.caracal.itests.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What tests share: the broker, clients that are closed at the end, and names that no other test uses, since all run side by side on
 * one broker.
 */
@ExtendWith(BrokerExtension.class)
@SuppressWarnings("NullAway.Init") // the extension sets the broker before any test method runs
abstract class ConformanceTest {

    /** Long enough to outlive every test. */
    static final long LONG_EXPIRY = 600;

    Broker broker;

    private final String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void closeClients() {
        clients.forEach(RawClient::close);
    }

    /** A connection on which nothing was sent yet. */
    RawClient open(Version version) {
        var client = new RawClient(broker.address(), version);
        clients.add(client);
        return client;
    }

    /** An accepted client with a fresh identifier and a session that ends with the connection. */
    RawClient connected(Version version) {
        return connected(new Connect(version).clientId(name("c" + clients.size())));
    }

    RawClient connected(Connect connect) {
        RawClient client = open(connect.version());
        client.connect(connect);
        return client;
    }

    /** A CONNECT that resumes or makes a session which outlives its connection. */
    static Connect persistent(Version version, String clientId) {
        return new Connect(version)
                .clientId(clientId)
                .clean(false)
                .properties(new Props().u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY));
    }

    /** A name that only this test uses, of at most 23 letters and digits when the suffix is short. */
    String name(String suffix) {
        return unique + suffix;
    }

    /** A topic that only this test uses. */
    String topic(String suffix) {
        return unique + "/" + suffix;
    }

    /** A client that has nothing to do with the test; {@link Bystander#isServed} shows that nobody harmed it. */
    Bystander bystander() {
        return new Bystander(connected(Version.V5), topic("bystander"));
    }

    /** A client that publishes to itself. */
    static final class Bystander {
        private final RawClient client;
        private final String topic;

        Bystander(RawClient client, String topic) {
            this.client = client.subscribe(topic, 1);
            this.topic = topic;
        }

        void isServed() {
            client.send(new Publish(topic).qos(1).id(client.nextId()).payload("still here"));
            client.acknowledge(client.readUntil(packet -> packet.type() == Packet.PUBLISH));
        }
    }
}
