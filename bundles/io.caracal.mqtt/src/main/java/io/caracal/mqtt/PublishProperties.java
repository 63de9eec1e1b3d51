package io.caracal.mqtt;

import io.netty.buffer.ByteBuf;

/** Walks over the properties of a PUBLISH from a client without copying them (section 3.3.2.3), and remembers the few that matter. */
final class PublishProperties {
    /** Identifier and value of a Topic Alias. */
    private static final int ALIAS_BYTES = 3;

    /** Identifier and value of a Message Expiry Interval. */
    private static final int EXPIRY_BYTES = 5;

    private static final byte[] NOTHING = {};

    private int end;
    private long seen;

    int start;
    int length;

    /** Where the Topic Alias is, identifier included; -1 if absent. */
    int aliasAt;

    int alias;

    /** Where the Message Expiry Interval is, identifier included; -1 if absent. */
    int expiryAt;

    long expiry;
    boolean payloadUtf8;

    /** No properties, with the payload (or what else follows) beginning at {@code position}. */
    void clear(int position) {
        start = position;
        length = 0;
        aliasAt = -1;
        alias = 0;
        expiryAt = -1;
        expiry = PublishView.NO_EXPIRY;
        payloadUtf8 = false;
    }

    /** Reads Property Length and properties at {@code position}; returns where the payload begins. */
    int read(ByteBuf in, int position, int limit) throws MalformedPacketException {
        if (position < limit && in.getByte(position) == 0) {
            clear(position + 1);
            return position + 1;
        }
        int bytes = 0;
        int first = position;
        int next;
        do {
            if (first == limit || first - position == 4) {
                throw malformed("the property length is cut off or takes more than four bytes");
            }
            next = in.getByte(first);
            bytes |= (next & 0x7f) << (7 * (first - position));
            first++;
        } while (next < 0);
        if (next == 0) { // [MQTT-1.5.5-1]; the plain zero is dealt with above
            throw malformed("the property length takes more bytes than it needs");
        }
        if (bytes > limit - first) {
            throw malformed("the properties end behind the packet");
        }
        clear(first);
        length = bytes;
        end = first + bytes;
        seen = 0;
        int at = first;
        while (at < end) {
            at = property(in, at);
        }
        return end;
    }

    /** A copy without Topic Alias and Message Expiry Interval, which are the broker's to set for each receiver. */
    byte[] forwarded(ByteBuf in) {
        int kept = length - (aliasAt < 0 ? 0 : ALIAS_BYTES) - (expiryAt < 0 ? 0 : EXPIRY_BYTES);
        if (kept == 0) {
            return NOTHING;
        }
        byte[] copy = new byte[kept];
        int from = start;
        int to = 0;
        while (to < kept) {
            if (from == aliasAt) {
                from += ALIAS_BYTES;
            } else if (from == expiryAt) {
                from += EXPIRY_BYTES;
            } else {
                int bytes = nextGap(from) - from;
                in.getBytes(from, copy, to, bytes);
                from += bytes;
                to += bytes;
            }
        }
        return copy;
    }

    /** Where the next property that is left out begins behind {@code from}, or where all end. */
    private int nextGap(int from) {
        int gap = start + length;
        if (aliasAt > from) {
            gap = aliasAt;
        }
        return expiryAt > from ? Math.min(gap, expiryAt) : gap;
    }

    /** Checks one property; returns where the next begins. */
    private int property(ByteBuf in, int at) throws MalformedPacketException {
        int value = at + 1;
        switch (in.getByte(at)) {
            case 0x01 -> {
                once(Property.PAYLOAD_FORMAT_INDICATOR);
                int indicator = in.getByte(within(value, 1));
                PropertyRules.checkValue(Property.PAYLOAD_FORMAT_INDICATOR, indicator & 0xff);
                payloadUtf8 = indicator == 1;
                return value + 1;
            }
            case 0x02 -> {
                once(Property.MESSAGE_EXPIRY_INTERVAL);
                expiry = in.getUnsignedInt(within(value, 4));
                expiryAt = at;
                return at + EXPIRY_BYTES;
            }
            case 0x03 -> { // [MQTT-3.3.2-19]
                once(Property.CONTENT_TYPE);
                return string(in, value, "the content type");
            }
            case 0x08 -> { // [MQTT-3.3.2-13, MQTT-3.3.2-14]
                once(Property.RESPONSE_TOPIC);
                int next = skip(in, value);
                TopicNames.check(in, value + 2, next - value - 2);
                return next;
            }
            case 0x09 -> {
                once(Property.CORRELATION_DATA);
                return skip(in, value);
            }
            case 0x0b ->
                throw new MalformedPacketException( // [MQTT-3.3.4-6]
                        ReasonCode.PROTOCOL_ERROR, "a PUBLISH from a client with a subscription identifier");
            case 0x23 -> {
                once(Property.TOPIC_ALIAS);
                alias = in.getUnsignedShort(within(value, 2));
                PropertyRules.checkValue(Property.TOPIC_ALIAS, alias);
                aliasAt = at;
                return at + ALIAS_BYTES;
            }
            case 0x26 -> { // [MQTT-1.5.7-1]
                int second = string(in, value, "the name of a user property");
                return string(in, second, "the value of a user property");
            }
            default ->
                throw malformed(
                        "property 0x" + Integer.toHexString(in.getUnsignedByte(at)) + " is not defined for PUBLISH");
        }
    }

    private int string(ByteBuf in, int at, String what) throws MalformedPacketException {
        int next = skip(in, at);
        Utf8.check(in, at + 2, next - at - 2, what);
        return next;
    }

    /** Behind a string or binary data whose length is at {@code at}. */
    private int skip(ByteBuf in, int at) throws MalformedPacketException {
        int bytes = in.getUnsignedShort(within(at, 2));
        return within(at + 2, bytes) + bytes;
    }

    private int within(int at, int bytes) throws MalformedPacketException {
        if (bytes > end - at) {
            throw malformed("a property ends behind the property length");
        }
        return at;
    }

    /** Every property but the user property at most once (section 3.3.2.3). */
    private void once(Property property) throws MalformedPacketException {
        long bit = PropertyRules.bit(property);
        PropertyRules.checkNotRepeated((seen & bit) != 0, property);
        seen |= bit;
    }

    private static MalformedPacketException malformed(String message) {
        return new MalformedPacketException(ReasonCode.MALFORMED_PACKET, message);
    }
}
