package io.caracal.itests.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What the clients of one scenario share: topics, counts, and which publishers may go on. One thread. */
final class Run {
    private static final int SIGNIFICANT_DIGITS = 3;

    final int id;
    final Loop loop;
    final @Nullable Credentials credentials;
    final Faults faults = new Faults();
    /** Nanoseconds from the time in a message until it was read. */
    final Histogram latency = new Histogram(SIGNIFICANT_DIGITS);

    final List<Publisher> publishers = new ArrayList<>();
    final List<Subscriber> subscribers = new ArrayList<>();

    private final Source[] sources;
    private final ArrayDeque<Publisher> awake = new ArrayDeque<>();
    private long delivered;
    private long acknowledged;

    /** @param credentials of every client, or null for none */
    Run(int id, Loop loop, @Nullable Credentials credentials, int topics) {
        this.id = id;
        this.loop = loop;
        this.credentials = credentials;
        this.sources =
                IntStream.range(0, topics).mapToObj(n -> new Source(id, n)).toArray(Source[]::new);
    }

    /** The topic of that number. */
    Source source(int number) {
        return sources[number];
    }

    /** A filter that every topic of this run matches. */
    String everything() {
        return "load/%04x/+".formatted(id & 0xFFFF);
    }

    /** A message has come, sent at that time by the publisher with that number. */
    void delivered(int number, long time) {
        delivered++;
        latency.recordValue(Math.max(0, loop.now() - time));
        if (number < publishers.size()) {
            publishers.get(number).delivered();
        }
    }

    void acknowledged() {
        acknowledged++;
    }

    long delivered() {
        return delivered;
    }

    /** Grows whenever the broker does something. */
    long progress() {
        return delivered + acknowledged;
    }

    long sent() {
        long sum = 0;
        for (Source source : sources) {
            sum += source.sent;
        }
        return sum;
    }

    /** This publisher may send again. */
    void wake(Publisher publisher) {
        awake.add(publisher);
    }

    /** Lets every publisher send that may. */
    void pump() {
        for (int n = awake.size(); n > 0; n--) {
            awake.remove().pump(System.nanoTime());
        }
    }

    long missing() {
        long sum = 0;
        for (Subscriber subscriber : subscribers) {
            sum += subscriber.missing();
        }
        return sum;
    }

    long unacknowledged() {
        long sum = 0;
        for (Publisher publisher : publishers) {
            sum += publisher.unacknowledged();
        }
        return sum;
    }

    boolean complete() {
        return missing() == 0 && unacknowledged() == 0;
    }
}
