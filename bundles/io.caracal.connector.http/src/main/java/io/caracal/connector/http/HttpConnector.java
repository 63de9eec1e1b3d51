package io.caracal.connector.http;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.HttpClientSettings;
import io.caracal.api.connector.HttpEndpointSettings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A client for one server. */
final class HttpConnector implements Connector, HttpCaller {
    private static final Duration ENDING = Duration.ofSeconds(3);

    private final HttpClientSettings settings;
    private final Requests requests;
    private final Turns turns;
    private final Reachability reachability;
    private final Executor blocking;
    private final ExecutorService threads;
    private final HttpClient client;

    HttpConnector(HttpEndpointSettings endpoint, Requests requests, Optional<SSLContext> tls, Executor blocking) {
        this.settings = endpoint.client();
        this.requests = requests;
        this.turns = new Turns(settings.poolSize(), settings.poolQueue());
        this.reachability = new Reachability(endpoint.base(), tls, settings.connectTimeout());
        this.blocking = blocking;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("connector http")
                .inheritInheritableThreadLocals(false)
                .factory());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(
                        settings.httpVersion() == HttpClientSettings.Version.HTTP2
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public CompletionStage<Void> check() {
        return CompletableFuture.runAsync(reachability, blocking);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return type == HttpCaller.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public CompletionStage<HttpAnswer> call(HttpCall call) {
        Exchange exchange = new Exchange(client, requests, settings, call);
        return exchange.within(turns.take(exchange::begin));
    }

    /** Requests under way end with an error; the client's own threads are waited for. */
    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(ENDING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
