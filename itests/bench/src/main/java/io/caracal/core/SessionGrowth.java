package io.caracal.core;

import io.caracal.itests.bench.FleetFilters;
import io.caracal.itests.bench.Heap;
import io.caracal.itests.bench.Measures;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Sessions in a broker with one event loop, their clients on {@link MemoryLink links without sockets}: what they take of the heap, how fast
 * they come back, and what it costs to find one of them.
 */
final class SessionGrowth {
    private static final int AT_ONCE = 500;
    private static final int MESSAGES = 1_000_000;
    private static final int BATCH = 100;
    private static final int TOPICS = 1 << 16;
    private static final int HOT_TOPICS = 1 << 10;
    private static final long EXPIRY = 3600;

    private final int count;
    private final int filters;
    private final Broker broker = OpenBroker.of("max_mqueue_len = infinity", "event_loops = 1");
    private final EventLoop loop;
    private final MemoryLink.Received received = new MemoryLink.Received();
    private final List<MemoryLink> links = new ArrayList<>();
    private final ByteBuf packet = Unpooled.directBuffer(4096);
    private final Measures measures;

    /** @param filters wildcard filters of each session */
    SessionGrowth(int count, int filters) {
        this.count = count;
        this.filters = filters;
        measures = new Measures("sessions", count).put("filters", filters);
        broker.start();
        loop = broker.loop(0).eventLoop;
    }

    Measures run() {
        warmUp();
        long empty = Heap.used();
        measures.put("connects_per_second", count / seconds(this::connect));
        expect(broker.connected(), count, "clients connected");
        long connected = Heap.used();
        measures.put("connected_bytes", (double) (connected - empty) / count);

        measures.put("subscribes_per_second", count / seconds(i -> subscribe(i, 0, 1)));
        measures.put("connected_with_one_filter_bytes", (double) (Heap.used() - empty) / count);
        var unused = seconds(i -> subscribe(i, 1, filters));
        expect(broker.routing().subscriptions(), (long) count * filters, "subscriptions");
        measures.put("connected_with_filters_bytes", (double) (Heap.used() - empty) / count);

        measures.put("disconnects_per_second", count / seconds(i -> links.get(i).close()));
        links.clear();
        measures.put("away_with_filters_bytes", (double) (Heap.used() - empty) / count);
        double back = seconds(i -> {
            connect(i);
            subscribe(i, 0, filters);
        });
        expect(broker.routing().subscriptions(), (long) count * filters, "subscriptions again");
        measures.put("resubscribe_seconds", back);
        measures.put("resubscribes_per_second", (double) count * filters / back);

        // Last, for routes that are remembered take memory.
        measures.put("message_ns", publish(TOPICS));
        measures.put("message_to_few_topics_ns", publish(HOT_TOPICS));
        broker.close();
        return measures;
    }

    /** Everything once, with a few clients that are gone then, so that the compilers have seen it. */
    private void warmUp() {
        for (int round = 0; round < 20; round++) {
            onLoop(1000, i -> {
                connect(-1 - i);
                subscribe(links.size() - 1, -1 - i, 0, filters);
            });
            onLoop(1000, i -> {
                send(
                        links.get(i),
                        new Packet.Disconnect(
                                ReasonCode.SUCCESS,
                                Properties.builder()
                                        .add(Property.SESSION_EXPIRY_INTERVAL, 0)
                                        .build()));
                links.get(i).close();
            });
            links.clear();
        }
        expect(broker.sessions(), 0, "sessions after the warm-up");
    }

    private static void expect(long given, long expected, String what) {
        if (given != expected) {
            throw new IllegalStateException("given are " + given + " " + what + ", expected " + expected);
        }
    }

    private double seconds(IntConsumer action) {
        long start = System.nanoTime();
        onLoop(count, action);
        return (System.nanoTime() - start) / 1e9;
    }

    /** For each number, on the broker's loop, which has its turns in between. */
    private void onLoop(int many, IntConsumer action) {
        for (int first = 0; first < many; first += AT_ONCE) {
            int from = first;
            int to = Math.min(many, first + AT_ONCE);
            loop.submit(() -> {
                        for (int i = from; i < to; i++) {
                            action.accept(i);
                        }
                    })
                    .syncUninterruptibly();
        }
        // What they left for the loop's next turn.
        loop.submit(() -> {}).syncUninterruptibly();
    }

    private void connect(int number) {
        MemoryLink link = new MemoryLink(loop, broker.receiver(new ListenerInfo("tcp:growth")), received);
        links.add(link);
        link.open();
        send(
                link,
                new Packet.Connect(
                        ProtocolVersion.MQTT_5,
                        true,
                        0,
                        "device-" + number,
                        null,
                        null,
                        null,
                        Properties.builder()
                                .add(Property.SESSION_EXPIRY_INTERVAL, EXPIRY)
                                .build()));
    }

    private void subscribe(int number, int from, int to) {
        subscribe(number, number, from, to);
    }

    private void subscribe(int link, int number, int from, int to) {
        List<Packet.Subscription> subscriptions = new ArrayList<>();
        for (int f = from; f < to; f++) {
            subscriptions.add(new Packet.Subscription(FleetFilters.filter(number, f), 0, false, false, 0));
        }
        if (!subscriptions.isEmpty()) {
            send(links.get(link), new Packet.Subscribe(1, subscriptions, Properties.NONE));
        }
    }

    private void send(MemoryLink link, Packet content) {
        packet.clear();
        PacketEncoder.encode(content, ProtocolVersion.MQTT_5, packet);
        link.send(packet);
    }

    /** Nanoseconds for each message of QoS 0 that one publisher sends to one of the sessions, in and out. */
    private double publish(int topics) {
        MemoryLink publisher = publisher();
        ByteBuf[] batches = batches(topics);
        long bytes = received.bytes();
        send(publisher, batches, batches.length);
        long once = received.bytes() - bytes;
        int rounds = Math.max(batches.length, MESSAGES / BATCH);
        long start = System.nanoTime();
        send(publisher, batches, rounds);
        double each = (double) (System.nanoTime() - start) / rounds / BATCH;
        long wanted = bytes + once + once * rounds / batches.length;
        if (Math.abs(received.bytes() - wanted) > once / 10) {
            throw new IllegalStateException("given are " + received.bytes() + " bytes, expected " + wanted);
        }
        loop.submit(publisher::close).syncUninterruptibly();
        return each;
    }

    private void send(MemoryLink publisher, ByteBuf[] batches, int rounds) {
        onLoop(rounds, i -> publisher.send(batches[i % batches.length].readerIndex(0)));
    }

    private MemoryLink publisher() {
        onLoop(1, _ -> connect(Integer.MAX_VALUE));
        return links.removeLast();
    }

    private ByteBuf[] batches(int topics) {
        SplittableRandom random = new SplittableRandom(1);
        ByteBuf[] batches = new ByteBuf[topics / BATCH + 1];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = Unpooled.directBuffer();
            for (int m = 0; m < BATCH; m++) {
                String topic = FleetFilters.topic(random.nextInt(count), random.nextInt(filters));
                PacketEncoder.encode(
                        new Packet.Publish(topic, new byte[16], 0, false, false, 0, Properties.NONE),
                        ProtocolVersion.MQTT_5,
                        batches[i]);
            }
        }
        return batches;
    }
}
