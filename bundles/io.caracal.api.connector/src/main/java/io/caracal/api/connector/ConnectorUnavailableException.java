package io.caracal.api.connector;

import java.io.IOException;

/** A connector was not connected when it was called, or lets no more calls in; the server was not asked. */
public final class ConnectorUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message names the connector and why it cannot serve */
    public ConnectorUnavailableException(String message) {
        super(message);
    }

    /** An outage throws one for each client; where it was thrown tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
