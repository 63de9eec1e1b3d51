package io.caracal.itests.conformance;

import java.nio.charset.StandardCharsets;

/** A PUBLISH packet (section 3.3). What is not set: QoS 0, no retain, no DUP, packet identifier 1, no properties, no payload. */
final class Publish {

    private final byte[] topic;
    private int qos;
    private boolean retain;
    private boolean dup;
    private int id = 1;
    private Props properties = new Props();
    private byte[] payload = new byte[0];

    Publish(String topic) {
        this(topic.getBytes(StandardCharsets.UTF_8));
    }

    Publish(byte[] topic) {
        this.topic = topic;
    }

    Publish payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    Publish payload(byte[] bytes) {
        payload = bytes;
        return this;
    }

    Publish qos(int level) {
        qos = level;
        return this;
    }

    Publish retain() {
        retain = true;
        return this;
    }

    Publish dup() {
        dup = true;
        return this;
    }

    Publish id(int identifier) {
        id = identifier;
        return this;
    }

    Publish properties(Props props) {
        properties = props;
        return this;
    }

    int qos() {
        return qos;
    }

    int id() {
        return id;
    }

    byte[] encode(Version version) {
        Bytes body = new Bytes().binary(topic);
        if (qos > 0) {
            body.u16(id);
        }
        if (version.hasProperties()) {
            body.raw(properties.encode());
        }
        int flags = (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0);
        return Bytes.packet(Packet.PUBLISH << 4 | flags, body.raw(payload));
    }
}
