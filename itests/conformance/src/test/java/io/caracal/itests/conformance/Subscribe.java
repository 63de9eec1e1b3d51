package io.caracal.itests.conformance;

import java.nio.charset.StandardCharsets;

/** A SUBSCRIBE packet (section 3.8). */
final class Subscribe {

    static final int NO_LOCAL = 0x04;
    static final int RETAIN_AS_PUBLISHED = 0x08;
    static final int RETAIN_IF_NEW = 0x10;
    static final int NO_RETAINED = 0x20;

    private final int id;
    private final Bytes filters = new Bytes();
    private Props properties = new Props();

    Subscribe(int id) {
        this.id = id;
    }

    /**
     * @param filter the topic filter
     * @param options the QoS, in 5.0 also the other subscription options
     */
    Subscribe filter(String filter, int options) {
        return filter(filter.getBytes(StandardCharsets.UTF_8), options);
    }

    Subscribe filter(byte[] filter, int options) {
        filters.binary(filter).u8(options);
        return this;
    }

    Subscribe properties(Props props) {
        properties = props;
        return this;
    }

    Subscribe identifier(int subscriptionIdentifier) {
        return properties(new Props().varint(Props.SUBSCRIPTION_IDENTIFIER, subscriptionIdentifier));
    }

    byte[] encode(Version version) {
        Bytes body = new Bytes().u16(id);
        if (version.hasProperties()) {
            body.raw(properties.encode());
        }
        return Bytes.packet(Packet.SUBSCRIBE << 4 | 2, body.raw(filters.toArray()));
    }
}
