package io.caracal.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/** The publishers of a run. */
final class Publishers {
    private static final int TAGS = 1 << 12;

    private final Rig rig;
    private final Style style;
    private final int tag = ThreadLocalRandom.current().nextInt(TAGS);
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Pacer> pacers = new ArrayList<>();

    /**
     * @param count how many publishers
     * @param first the number of the first
     * @param fan how many subscribers there are to a topic
     */
    Publishers(Rig rig, Style style, int count, int first, ToIntFunction<String> fan) {
        this.rig = rig;
        this.style = style;
        for (int i = 0; i < count; i++) {
            add(i, first + i, messages(i, count), fan);
        }
    }

    /** The share of one of them in all messages. */
    private long messages(int place, int count) {
        if (style.count() == 0) {
            return Long.MAX_VALUE;
        }
        return style.count() / count + (place < style.count() % count ? 1 : 0);
    }

    private void add(int place, int number, long messages, ToIntFunction<String> fan) {
        Fleet fleet = rig.fleet();
        String topic = Fleet.named(style.topic(), number, Rig.clientId(fleet, "p", number));
        PublishFrame frame = new PublishFrame(fleet.version(), topic, style.qos(), style.retain(), style.size());
        Worker worker = rig.worker(place);
        Publisher publisher =
                new Publisher(worker, style, frame, Stamp.origin(tag, place), fan.applyAsInt(topic), messages);
        Client client = rig.client(worker, "p", number, List.of(), 0, publisher);
        publisher.of(client);
        publishers.add(publisher);
        clients.add(client);
    }

    List<Client> clients() {
        return clients;
    }

    void start() {
        for (Worker worker : rig.workers()) {
            List<Publisher> own = publishers.stream()
                    .filter(publisher -> publisher.isOn(worker))
                    .toList();
            if (style.rate() > 0 && !own.isEmpty()) {
                pace(worker, own);
            } else {
                own.forEach(publisher -> worker.loop.execute(publisher::start));
            }
        }
    }

    private void pace(Worker worker, List<Publisher> own) {
        Schedule schedule = new Schedule(style.rate() * own.size() / publishers.size(), style.ramp());
        Pacer pacer = new Pacer(worker, schedule, own);
        pacers.add(pacer);
        for (int place = 0; place < own.size(); place++) {
            own.get(place).pacedBy(pacer, place);
        }
        schedule.start(rig.now());
        worker.loop.execute(pacer);
    }

    /** No more messages; what is on its way may come. */
    void stop() {
        pacers.forEach(Pacer::end);
        publishers.forEach(publisher -> publisher.worker().loop.execute(publisher::stop));
    }

    /** Whether all is sent and, at QoS 1 and 2, acknowledged. */
    boolean finished() {
        return publishers.stream().allMatch(Publisher::finished);
    }

    /** A subscriber has a message of that origin. */
    void delivered(int origin) {
        int place = Stamp.publisher(origin);
        if (Stamp.tag(origin) == tag && place < publishers.size()) {
            publishers.get(place).delivered();
        }
    }
}
