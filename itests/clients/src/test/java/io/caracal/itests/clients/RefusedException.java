package io.caracal.itests.clients;

/** The broker has answered CONNECT or a request with a failure. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    RefusedException(int code, Throwable cause) {
        super("refused with code 0x" + Integer.toHexString(code), cause);
        this.code = code;
    }

    /** Return code of MQTT 3.1.1, or reason code of MQTT 5.0. */
    int code() {
        return code;
    }
}
