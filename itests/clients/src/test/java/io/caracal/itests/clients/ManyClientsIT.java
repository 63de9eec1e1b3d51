package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many at once. */
class ManyClientsIT extends ClientsTest {
    private static final int CLIENTS = 200;
    private static final int TOPICS = 2000;

    /** HiveMQ's library shares its threads among clients, so that 200 of them are not the test machine's burden. */
    @ParameterizedTest
    @EnumSource(names = {"HIVEMQ_3_1_1", "HIVEMQ_5", "MQTTJS_5"})
    void clientsThatConnectAtOnceAllReachTheirNeighbours(Library library) throws Exception {
        List<Client> clients = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> client(library, broker().address()))
                .toList();

        forAll(clients, i -> {
            clients.get(i).connect(Session.clean(clientId("n" + i)));
            clients.get(i).subscribe(topic("to/" + i), 1);
            clients.get(i).subscribe(topic("all"), 1);
            return i;
        });
        forAll(clients, i -> clients.get(i).publish(Message.of(topic("to/" + (i + 1) % CLIENTS), "from " + i, 1)));
        clients.getFirst().publish(Message.of(topic("all"), "to everybody", 1));

        for (int i = 0; i < CLIENTS; i++) {
            assertThat(clients.get(i).receive(2))
                    .extracting(Message::text)
                    .containsExactlyInAnyOrder("from " + (i + CLIENTS - 1) % CLIENTS, "to everybody");
        }
    }

    @Test
    void manyTopicsAreKeptApart() throws Exception {
        Client retaining = connected(Library.HIVEMQ_3_1_1);
        Client exact = connected(Library.HIVEMQ_5);
        for (int i = 0; i < TOPICS; i += 10) {
            exact.subscribe(topic("n/" + i), 1);
        }

        List<Callable<Integer>> publishings = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            Message message = Message.of(topic("n/" + i), "v" + i, 1).retained();
            publishings.add(() -> retaining.publish(message));
        }
        inParallel(publishings);
        Client later = connected(Library.HIVEMQ_5);
        later.subscribe(topic("n/+"), 1);

        assertThat(exact.receive(TOPICS / 10)).allMatch(message -> message.topic()
                .endsWith("/" + message.text().substring(1)));
        assertThat(later.receive(TOPICS))
                .allMatch(message ->
                        message.topic().equals(topic("n/" + message.text().substring(1))))
                .extracting(Message::topic)
                .doesNotHaveDuplicates();
        assertThat(exact.waiting()).isZero();
    }

    private interface Step {
        int apply(int number) throws Exception;
    }

    private static void forAll(List<Client> clients, Step step) throws Exception {
        inParallel(IntStream.range(0, clients.size())
                .<Callable<Integer>>mapToObj(i -> () -> step.apply(i))
                .toList());
    }

    private static void inParallel(List<Callable<Integer>> steps) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> step : threads.invokeAll(steps)) {
                step.get(Client.PATIENCE, TimeUnit.SECONDS);
            }
        }
    }
}
