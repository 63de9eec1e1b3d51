package io.caracal.itests.conformance;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A CONNECT packet (section 3.1). What is not set is as plain as can be: clean, no keep alive, no will. */
final class Connect {

    private static final int CLEAN = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private final Version version;
    private String protocolName;
    private int level;
    private int flags = CLEAN;
    private int extraFlags;
    private int keepAlive;
    private Props properties = new Props();
    private byte[] clientId = new byte[0];
    private Props willProperties = new Props();
    private byte @Nullable [] willTopic;
    private byte[] willPayload = new byte[0];
    private byte @Nullable [] userName;
    private byte @Nullable [] password;

    Connect(Version version) {
        this.version = version;
        this.protocolName = version.protocolName;
        this.level = version.level;
    }

    Connect protocol(String name, int level) {
        this.protocolName = name;
        this.level = level;
        return this;
    }

    Connect clientId(String id) {
        return clientId(id.getBytes(StandardCharsets.UTF_8));
    }

    Connect clientId(byte[] id) {
        this.clientId = id;
        return this;
    }

    /** Clean session of 3.x, clean start of 5.0. */
    Connect clean(boolean clean) {
        flags = clean ? flags | CLEAN : flags & ~CLEAN;
        return this;
    }

    Connect keepAlive(int seconds) {
        this.keepAlive = seconds;
        return this;
    }

    Connect properties(Props properties) {
        this.properties = properties;
        return this;
    }

    Connect will(String topic, String payload, int qos, boolean retain) {
        return will(topic.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8), qos, retain);
    }

    Connect will(byte[] topic, byte[] payload, int qos, boolean retain) {
        willTopic = topic;
        willPayload = payload;
        flags |= WILL | qos << 3 | (retain ? WILL_RETAIN : 0);
        return this;
    }

    Connect willProperties(Props properties) {
        this.willProperties = properties;
        return this;
    }

    Connect userName(byte... name) {
        userName = name;
        flags |= USER_NAME;
        return this;
    }

    Connect password(byte... secret) {
        password = secret;
        flags |= PASSWORD;
        return this;
    }

    /** Inverts bits of the connect flags without touching the payload. */
    Connect flip(int bits) {
        extraFlags ^= bits;
        return this;
    }

    /** Variable header and payload. */
    Bytes body() {
        Bytes body =
                new Bytes().text(protocolName).u8(level).u8(flags ^ extraFlags).u16(keepAlive);
        if (version.hasProperties()) {
            body.raw(properties.encode());
        }
        body.binary(clientId);
        if (willTopic != null) {
            if (version.hasProperties()) {
                body.raw(willProperties.encode());
            }
            body.binary(willTopic).binary(willPayload);
        }
        if (userName != null) {
            body.binary(userName);
        }
        if (password != null) {
            body.binary(password);
        }
        return body;
    }

    byte[] encode() {
        return Bytes.packet(Packet.CONNECT << 4, body());
    }

    Version version() {
        return version;
    }
}
