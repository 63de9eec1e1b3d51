package io.caracal.core;

import io.caracal.mqtt.PacketType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The counters of all loops together, with the sums that users know. */
final class MetricsReport {
    private static final Map<String, Integer> RECEIVED = Map.ofEntries(
            Map.entry("connect", PacketType.CONNECT),
            Map.entry("publish", PacketType.PUBLISH),
            Map.entry("puback", PacketType.PUBACK),
            Map.entry("pubrec", PacketType.PUBREC),
            Map.entry("pubrel", PacketType.PUBREL),
            Map.entry("pubcomp", PacketType.PUBCOMP),
            Map.entry("subscribe", PacketType.SUBSCRIBE),
            Map.entry("unsubscribe", PacketType.UNSUBSCRIBE),
            Map.entry("pingreq", PacketType.PINGREQ),
            Map.entry("disconnect", PacketType.DISCONNECT),
            Map.entry("auth", PacketType.AUTH));

    private static final Map<String, Integer> SENT = Map.of(
            "connack", PacketType.CONNACK,
            "puback", PacketType.PUBACK,
            "pubrec", PacketType.PUBREC,
            "pubrel", PacketType.PUBREL,
            "pubcomp", PacketType.PUBCOMP,
            "suback", PacketType.SUBACK,
            "unsuback", PacketType.UNSUBACK,
            "pingresp", PacketType.PINGRESP,
            "disconnect", PacketType.DISCONNECT,
            "auth", PacketType.AUTH);

    private final List<LoopCounters> loops;
    private final SortedMap<String, Long> metrics = new TreeMap<>();

    private MetricsReport(List<LoopCounters> loops) {
        this.loops = loops;
    }

    static SortedMap<String, Long> of(List<BrokerLoop> loops) {
        return new MetricsReport(loops.stream().map(loop -> loop.counters).toList()).make();
    }

    private SortedMap<String, Long> make() {
        for (Counter counter : Counter.values()) {
            metrics.put(
                    counter.key(),
                    loops.stream().mapToLong(loop -> loop.get(counter)).sum());
        }
        RECEIVED.forEach((name, type) -> metrics.put(
                "packets." + name + ".received",
                loops.stream().mapToLong(loop -> loop.packetsReceived(type)).sum()));
        SENT.forEach((name, type) -> metrics.put(
                "packets." + name + ".sent",
                loops.stream().mapToLong(loop -> loop.packetsSent(type)).sum()));
        sums();
        return metrics;
    }

    private void sums() {
        metrics.put("messages.received", sum("messages.qos", ".received"));
        metrics.put("messages.sent", sum("messages.qos", ".sent"));
        metrics.put("messages.delivered", metric("messages.sent"));
        metrics.merge("messages.publish", metric("messages.received"), Long::sum);
        metrics.put("messages.dropped", sum("messages.dropped.", ""));
        metrics.put("delivery.dropped", sum("delivery.dropped.", ""));
        metrics.put("packets.publish.sent", metric("messages.sent"));
        metrics.put("packets.received", sum("packets.", ".received"));
        metrics.put("packets.sent", sum("packets.", ".sent"));
    }

    private long metric(String name) {
        return metrics.getOrDefault(name, 0L);
    }

    private long sum(String prefix, String suffix) {
        return metrics.entrySet().stream()
                .filter(each ->
                        each.getKey().startsWith(prefix) && each.getKey().endsWith(suffix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
