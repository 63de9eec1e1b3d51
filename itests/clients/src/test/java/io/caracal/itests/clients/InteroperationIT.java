package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishers of every library and version reach subscribers of all the others. */
class InteroperationIT extends ClientsTest {

    @ParameterizedTest
    @EnumSource
    void subscribersOfAllLibrariesReceiveWhatOneOfThemPublishes(Library publishing) throws Exception {
        List<Client> subscribers = new ArrayList<>();
        for (Library library : Library.values()) {
            Client subscriber = connected(library);
            subscriber.subscribe(topic("#"), 2);
            subscribers.add(subscriber);
        }
        Client publisher = connected(publishing);

        for (int qos = 0; qos <= 2; qos++) {
            publisher.publish(Message.of(topic("from/" + publishing), "q" + qos, qos));
        }

        for (Client subscriber : subscribers) {
            assertThat(subscriber.receive(3))
                    .extracting(message -> message.text() + " qos" + message.qos())
                    .containsExactlyInAnyOrder("q0 qos0", "q1 qos1", "q2 qos2");
        }
    }

    /** A session of one version may be taken up with another: the client identifier is what counts. */
    @ParameterizedTest
    @EnumSource
    void sessionIsResumedByAnotherVersionOfTheProtocol(Library library) throws Exception {
        String id = clientId("moving");
        Client before = connected(library, Session.kept(id));
        before.subscribe(topic("queue"), 1);
        before.disconnect();
        Library other = library.five() ? Library.PAHO_3_1_1 : Library.HIVEMQ_5;
        Client publisher = connected(other);
        publisher.publish(Message.of(topic("queue"), "waiting", 1).with(Properties.user("a=b")));

        Client after = client(other, broker().address());
        boolean resumed = after.connect(Session.kept(id));

        assertThat(resumed).isTrue();
        assertThat(after.receive().text()).isEqualTo("waiting");
    }
}
