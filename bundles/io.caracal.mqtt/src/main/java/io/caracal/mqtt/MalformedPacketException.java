package io.caracal.mqtt;

/**
 * What a client sent breaks the standard; the connection ends. Carries the reason code for MQTT 5.0. Has no stack trace: it says
 * something about the client, not about this code, and a hostile client can cause it at will.
 */
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReasonCode reason;

    public MalformedPacketException(ReasonCode reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** {@link ReasonCode#MALFORMED_PACKET}, {@link ReasonCode#PROTOCOL_ERROR} or a more specific one. */
    public ReasonCode reason() {
        return reason;
    }
}
