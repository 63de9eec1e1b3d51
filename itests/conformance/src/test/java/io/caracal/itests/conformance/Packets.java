package io.caracal.itests.conformance;

/** The small packets. */
final class Packets {

    static final byte[] PINGREQ = {(byte) 0xC0, 0};

    private Packets() {}

    /** PUBACK, PUBREC, PUBREL or PUBCOMP in the short form that all versions have. */
    static byte[] ack(int type, int id) {
        return Bytes.packet(type << 4 | flags(type), new Bytes().u16(id));
    }

    /** An acknowledgement of 5.0 with its reason code. */
    static byte[] ack(int type, int id, int reason) {
        return Bytes.packet(type << 4 | flags(type), new Bytes().u16(id).u8(reason));
    }

    static byte[] unsubscribe(Version version, int id, String... filters) {
        Bytes body = new Bytes().u16(id);
        if (version.hasProperties()) {
            body.raw(new Props().encode());
        }
        for (String filter : filters) {
            body.text(filter);
        }
        return Bytes.packet(Packet.UNSUBSCRIBE << 4 | 2, body);
    }

    /** A normal DISCONNECT, in the short form that all versions have. */
    static byte[] disconnect() {
        return Bytes.packet(Packet.DISCONNECT << 4, new Bytes());
    }

    static byte[] disconnect(int reason, Props properties) {
        return Bytes.packet(Packet.DISCONNECT << 4, new Bytes().u8(reason).raw(properties.encode()));
    }

    static byte[] auth(int reason, Props properties) {
        return Bytes.packet(Packet.AUTH << 4, new Bytes().u8(reason).raw(properties.encode()));
    }

    private static int flags(int type) {
        return type == Packet.PUBREL ? 2 : 0;
    }
}
