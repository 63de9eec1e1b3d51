package io.caracal.transport.proxy;

/** What came is no header of the PROXY protocol; the message tells what it is instead. */
final class ProxyHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    ProxyHeaderException(String message) {
        super(message, null, false, false);
    }
}
