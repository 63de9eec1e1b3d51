package io.caracal.connector.http;

import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpClientSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One call on its way: sent again where that does no harm, redirected where that leads nowhere else, ended when its time is over. */
final class Exchange {
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private final Requests requests;
    private final HttpClientSettings settings;
    private final HttpCall call;
    private final Duration limit;
    private final long deadline;
    private volatile @Nullable CompletableFuture<?> sent;
    private volatile boolean over;

    Exchange(HttpClient client, Requests requests, HttpClientSettings settings, HttpCall call) {
        this.client = client;
        this.requests = requests;
        this.settings = settings;
        this.call = call;
        this.limit = call.timeout().orElse(settings.requestTimeout());
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Ends the call when its time is over, body included, which the client's own time-out does not watch. */
    CompletableFuture<HttpAnswer> within(CompletableFuture<HttpAnswer> answer) {
        CompletableFuture<HttpAnswer> bounded =
                answer.orTimeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        CompletableFuture<HttpAnswer> told = bounded.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                cause(error) instanceof TimeoutException || cause(error) instanceof HttpTimeoutException
                        ? new HttpTimeoutException("no answer within " + limit.toMillis() + " ms")
                        : cause(error)));
        var unused = told.whenComplete((_, _) -> {
            over = true;
            CompletableFuture<?> pending = sent;
            if (pending != null) {
                pending.cancel(true);
            }
        });
        return told;
    }

    /** Sends the request, the first time. */
    CompletionStage<HttpAnswer> begin() {
        return send(requests.of(call, left()), settings.maxRetries(), MOST_REDIRECTS);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime()));
    }

    private CompletableFuture<HttpAnswer> send(HttpRequest request, int retries, int redirects) {
        CompletableFuture<HttpResponse<byte[]>> sending = client.sendAsync(
                request,
                BodyHandlers.limiting(
                        BodyHandlers.ofByteArray(), settings.maxAnswer().value()));
        sent = sending;
        if (over) {
            sending.cancel(true);
        }
        return sending.handle((response, error) -> error == null
                        ? received(request, response, redirects)
                        : failed(request, cause(error), retries, redirects))
                .thenCompose(next -> next);
    }

    private CompletableFuture<HttpAnswer> received(HttpRequest request, HttpResponse<byte[]> response, int redirects) {
        Optional<URI> target = redirects > 0 ? redirect(request, response) : Optional.empty();
        return target.isPresent()
                ? send(
                        HttpRequest.newBuilder(request, (_, _) -> true)
                                .uri(target.get())
                                .timeout(left())
                                .build(),
                        0,
                        redirects - 1)
                : CompletableFuture.completedFuture(answer(response));
    }

    private Optional<URI> redirect(HttpRequest request, HttpResponse<?> response) {
        boolean redirected =
                switch (response.statusCode()) {
                    case 301, 302, 303, 307, 308 ->
                        call.method().equals("GET") || call.method().equals("HEAD");
                    default -> false;
                };
        return redirected
                ? response.headers()
                        .firstValue("location")
                        .flatMap(location -> requests.redirect(request.uri(), location))
                : Optional.empty();
    }

    private CompletableFuture<HttpAnswer> failed(HttpRequest request, Throwable error, int retries, int redirects) {
        // Nobody listens: the next one would find that, too, and the health check takes care.
        boolean again = retries > 0
                && !over
                && call.idempotent()
                && error instanceof IOException
                && !(error instanceof ConnectException)
                && !(error instanceof HttpTimeoutException)
                && !tooLong(error)
                && System.nanoTime() < deadline;
        return again
                ? send(
                        HttpRequest.newBuilder(request, (_, _) -> true)
                                .timeout(left())
                                .build(),
                        retries - 1,
                        redirects)
                : CompletableFuture.failedFuture(
                        tooLong(error)
                                ? new IOException("the answer is longer than "
                                        + settings.maxAnswer().value() + " bytes (max_answer)")
                                : error);
    }

    /** What the limiting handler says; it has no type of its own. */
    private static boolean tooLong(Throwable error) {
        return String.valueOf(error.getMessage()).contains("body exceeds capacity");
    }

    private static HttpAnswer answer(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new HttpAnswer(response.statusCode(), headers, response.body());
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
