package io.caracal.cli.bench;

import io.caracal.mqtt.TopicFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The subscribers of a run. */
final class Subscribers {
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();

    /** @param filter with {@code %i} and {@code %c}; the rest as for {@link Subscriber} */
    Subscribers(Rig rig, String filter, int qos, int count, int first, boolean fromTheStart, IntConsumer delivered) {
        Fleet fleet = rig.fleet();
        for (int i = 0; i < count; i++) {
            int number = first + i;
            String own = Fleet.named(filter, number, Rig.clientId(fleet, "s", number));
            Worker worker = rig.worker(i);
            Subscriber subscriber = new Subscriber(worker, fleet.version(), fromTheStart, delivered);
            Client client = rig.client(worker, "s", number, List.of(own), qos, subscriber);
            subscriber.of(client);
            subscribers.add(subscriber);
            clients.add(client);
            filters.add(own);
        }
    }

    List<Client> clients() {
        return clients;
    }

    List<String> filters() {
        return filters;
    }

    /** What is missing between the messages that came; of shared subscriptions nobody knows. Once all is at rest. */
    long gaps() {
        return filters.stream().anyMatch(TopicFilters::shared)
                ? 0
                : subscribers.stream().mapToLong(Subscriber::gaps).sum();
    }
}
