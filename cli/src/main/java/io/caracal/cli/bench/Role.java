package io.caracal.cli.bench;

import io.netty.buffer.ByteBuf;

/** What a client is there for. Called on the thread of its worker. */
interface Role {
    /** Stays connected, no more. */
    Role IDLE = new Role() {};

    /** The client may begin: CONNACK and, if it has filters, SUBACK have come. */
    default void established() {}

    /**
     * A PUBLISH.
     *
     * @param in holds it; positions are absolute
     * @param header its first byte
     * @param start where its variable header begins
     * @param end where it ends
     */
    default void message(ByteBuf in, int header, int start, int end) {}

    /**
     * PUBACK, PUBREC, PUBREL or PUBCOMP.
     *
     * @param type of the packet, as in its first byte
     * @param code the reason code; 0 where there is none
     */
    default void acknowledged(int type, int packetId, int code) {}

    /** All that was read together has been handed over. */
    default void readComplete() {}

    /** There is room for more to send. */
    default void writable() {}

    /** The connection is no more, or never was. */
    default void gone() {}
}
