package io.caracal.auth.http;

import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.Connectors;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.HttpClientSettings;
import io.caracal.api.connector.HttpEndpointSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The server that is asked, by a connector of its own or one that others use too. */
final class HttpServer implements AutoCloseable {
    /** Of the time that a start may take. */
    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    private final ConnectorUse use;
    private final HttpCaller http;
    private final RequestTemplate request;
    private final Json json = new Json();

    private HttpServer(ConnectorUse use, RequestTemplate request) {
        this.use = use;
        this.http = use.capability(HttpCaller.class);
        this.request = request;
    }

    /**
     * Opens the connector and waits a little until it is known how it is, so that nobody is turned away while this takes over from
     * another version.
     */
    static HttpServer open(
            Connectors connectors,
            String user,
            Optional<String> connector,
            HttpClientSettings client,
            RequestTemplate request)
            throws InterruptedException {
        ConnectorUse use = connector.isPresent()
                ? connectors.open(connector.get(), user)
                : connectors.inline("http", new HttpEndpointSettings(request.base(), Map.of(), client), user);
        try {
            awaitStart(use);
            return new HttpServer(use, request);
        } catch (InterruptedException | RuntimeException e) {
            use.close();
            throw e;
        }
    }

    private static void awaitStart(ConnectorUse use) throws InterruptedException {
        try {
            use.started().toCompletableFuture().get(FIRST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // a server that is slow to answer: calls fail until it does
        } catch (ExecutionException e) {
            throw new IllegalStateException("the start of a connector is never told exceptionally", e);
        }
    }

    /**
     * Asks about a client.
     *
     * @param values of placeholders
     * @return exceptionally with {@link UnfitValueException} if nothing can be asked, with {@link BadAnswerException} or what the
     *     connector says if the server fails
     */
    CompletionStage<Verdict> ask(Function<String, Optional<String>> values) {
        try {
            return http.call(request.render(values)).thenApply(answer -> {
                try {
                    return Verdict.of(answer, json);
                } catch (BadAnswerException e) {
                    throw new CompletionException(e);
                }
            });
        } catch (UnfitValueException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** What went wrong, without what it was wrapped in. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        use.close();
    }
}
