package io.caracal.core;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.TopicFilters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What all topics of one client begin with, and the client does not know: put before whatever it publishes, subscribes to or leaves as
 * its will, and taken off what is delivered to it. Topics that begin with {@code $} are no exception, and of a shared subscription the
 * filter behind the group gets it.
 */
final class Mount {
    private final String prefix;
    private final byte[] bytes;

    /** @param prefix whole levels: it ends with a slash */
    Mount(String prefix) {
        this.prefix = prefix;
        this.bytes = prefix.getBytes(StandardCharsets.UTF_8);
    }

    /** In UTF-8. Not to be modified. */
    byte[] bytes() {
        return bytes;
    }

    /** The whole of a topic name that the client knows. It may be too long for a packet. */
    String topic(String known) {
        return prefix + known;
    }

    /** The whole of a valid topic filter that the client knows. It may be too long for a packet, and is not valid then. */
    String filter(String known) {
        return TopicFilters.shared(known)
                ? "$share/" + TopicFilters.group(known) + "/" + prefix + TopicFilters.filterOf(known)
                : prefix + known;
    }

    /** What the client knows of a topic name, or of a filter that is not shared; one from elsewhere is the same for everybody. */
    String known(String whole) {
        return whole.length() > prefix.length() && whole.startsWith(prefix) ? whole.substring(prefix.length()) : whole;
    }

    /** How many bytes of a topic name the client does not know. */
    int hidden(byte[] whole) {
        int length = bytes.length;
        return whole.length > length && Arrays.equals(whole, 0, length, bytes, 0, length) ? length : 0;
    }

    /** A packet with whole filters; what is no filter stays as it is. */
    Packet.Subscribe whole(Packet.Subscribe packet) {
        List<Packet.Subscription> whole = packet.subscriptions().stream()
                .map(each -> !TopicFilters.valid(each.filter())
                        ? each
                        : new Packet.Subscription(
                                filter(each.filter()),
                                each.qos(),
                                each.noLocal(),
                                each.retainAsPublished(),
                                each.retainHandling()))
                .toList();
        return new Packet.Subscribe(packet.packetId(), whole, packet.properties());
    }

    /** A packet with whole filters; what is no filter stays as it is. */
    Packet.Unsubscribe whole(Packet.Unsubscribe packet) {
        List<String> whole = packet.filters().stream()
                .map(each -> TopicFilters.valid(each) ? filter(each) : each)
                .toList();
        return new Packet.Unsubscribe(packet.packetId(), whole, packet.properties());
    }

    /** A packet with the whole topic of its will. */
    Packet.Connect whole(Packet.Connect packet) {
        Packet.Will will = packet.will();
        return will == null
                ? packet
                : new Packet.Connect(
                        packet.version(),
                        packet.cleanStart(),
                        packet.keepAlive(),
                        packet.clientId(),
                        packet.username(),
                        packet.password(),
                        new Packet.Will(
                                topic(will.topic()), will.payload(), will.qos(), will.retain(), will.properties()),
                        packet.properties());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mount that && prefix.equals(that.prefix);
    }

    @Override
    public int hashCode() {
        return prefix.hashCode();
    }
}
