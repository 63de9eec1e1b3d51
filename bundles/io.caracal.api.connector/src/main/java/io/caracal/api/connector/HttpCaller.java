package io.caracal.api.connector;

import java.util.concurrent.CompletionStage;

/** An HTTP server that can be called: the capability of the connector {@code http}. */
public interface HttpCaller {
    /**
     * Sends one request. From any thread; never blocks it. A redirect is followed only to the same scheme, host and port, and only for
     * {@code GET} and {@code HEAD}; any other is the answer. If the connection fails, idempotent requests ({@link HttpCall#idempotent()}) are
     * sent again, as often as the connector's {@code max_retries} says and as long as the call's time lasts.
     *
     * @return the answer, whatever its status. Exceptionally with {@link ConnectorUnavailableException} if nothing was sent, with
     *     {@link java.net.http.HttpTimeoutException} after the call's timeout, with another {@link java.io.IOException} if the connection
     *     failed or the answer was longer than the connector's {@code max_answer}
     */
    CompletionStage<HttpAnswer> call(HttpCall call);
}
