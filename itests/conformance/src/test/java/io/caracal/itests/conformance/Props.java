package io.caracal.itests.conformance;

/** Properties to send (5.0, section 2.2.2), in the order in which they are added; nothing keeps a test from adding wrong ones. */
final class Props {

    static final int PAYLOAD_FORMAT_INDICATOR = 0x01;
    static final int MESSAGE_EXPIRY_INTERVAL = 0x02;
    static final int CONTENT_TYPE = 0x03;
    static final int RESPONSE_TOPIC = 0x08;
    static final int CORRELATION_DATA = 0x09;
    static final int SUBSCRIPTION_IDENTIFIER = 0x0B;
    static final int SESSION_EXPIRY_INTERVAL = 0x11;
    static final int ASSIGNED_CLIENT_IDENTIFIER = 0x12;
    static final int SERVER_KEEP_ALIVE = 0x13;
    static final int AUTHENTICATION_METHOD = 0x15;
    static final int AUTHENTICATION_DATA = 0x16;
    static final int REQUEST_PROBLEM_INFORMATION = 0x17;
    static final int WILL_DELAY_INTERVAL = 0x18;
    static final int REQUEST_RESPONSE_INFORMATION = 0x19;
    static final int RESPONSE_INFORMATION = 0x1A;
    static final int SERVER_REFERENCE = 0x1C;
    static final int REASON_STRING = 0x1F;
    static final int RECEIVE_MAXIMUM = 0x21;
    static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    static final int TOPIC_ALIAS = 0x23;
    static final int MAXIMUM_QOS = 0x24;
    static final int RETAIN_AVAILABLE = 0x25;
    static final int USER_PROPERTY = 0x26;
    static final int MAXIMUM_PACKET_SIZE = 0x27;
    static final int WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28;
    static final int SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29;
    static final int SHARED_SUBSCRIPTION_AVAILABLE = 0x2A;

    private final Bytes bytes = new Bytes();

    Props u8(int id, int value) {
        bytes.u8(id).u8(value);
        return this;
    }

    Props u16(int id, int value) {
        bytes.u8(id).u16(value);
        return this;
    }

    Props u32(int id, long value) {
        bytes.u8(id).u32(value);
        return this;
    }

    Props varint(int id, int value) {
        bytes.u8(id).varint(value);
        return this;
    }

    Props text(int id, String value) {
        bytes.u8(id).text(value);
        return this;
    }

    Props binary(int id, byte... value) {
        bytes.u8(id).binary(value);
        return this;
    }

    Props user(String name, String value) {
        bytes.u8(USER_PROPERTY).text(name).text(value);
        return this;
    }

    /** The properties behind their length. */
    byte[] encode() {
        byte[] content = bytes.toArray();
        return new Bytes().varint(content.length).raw(content).toArray();
    }
}
