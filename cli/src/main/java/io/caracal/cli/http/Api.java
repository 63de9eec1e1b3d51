package io.caracal.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.Target;
import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import io.caracal.cli.json.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;

/**
 * The REST API of one broker. It stands on {@link HttpURLConnection}: the newer client takes a quarter of a second to load, which is
 * more than most commands take as a whole. Whatever is not answered with success becomes a {@link CliException}.
 */
public final class Api {
    private static final long LARGEST_IN_MEMORY = 1 << 20;

    private final Target target;
    private final Duration timeout;

    /** @param timeout for the connection, and again for each silence while the answer is read */
    public Api(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    public Target target() {
        return target;
    }

    /** The answer as JSON. */
    public Reply json(Call call) {
        return exchange(call, answer -> new Reply(new Node(Json.read(answer.body())), answer.header("ETag")));
    }

    /** The answer as it came. */
    public String text(Call call) {
        return exchange(call, answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The answer, written to a file that does not exist yet and that nobody else may read; nothing is left of half an answer. */
    public void download(Call call, Path file) {
        Download.check(file);
        var unused = exchange(call, answer -> {
            Download.into(file, answer.body());
            return file;
        });
    }

    /** One page of a list, each element as soon as it is read; the answer is {@code meta}. */
    public Node page(Call call, Consumer<Node> rows) {
        return exchange(call, answer -> PageReader.read(answer.body(), rows));
    }

    private interface Reading<T> {
        T read(Answer answer) throws IOException;
    }

    private <T> T exchange(Call call, Reading<T> reading) {
        try (Answer answer = send(call)) {
            if (!answer.isSuccess()) {
                throw Refusal.of(answer, target);
            }
            return reading.read(answer);
        } catch (JsonProcessingException e) {
            throw new CliException(
                    ExitCode.UNREACHABLE,
                    target.url() + " answers, but not as Caracal's REST API does. Is the address right?",
                    e);
        } catch (HttpRetryException _) {
            throw Refusal.unauthenticated(target, "");
        } catch (IOException e) {
            throw Unreachable.of(e, target, timeout);
        }
    }

    private Answer send(Call call) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                target.url().resolve(call.pathAndQuery()).toURL().openConnection();
        if (connection instanceof HttpsURLConnection secure && target.certificates() != null) {
            secure.setSSLSocketFactory(TrustedCertificates.in(target.certificates()));
        }
        connection.setRequestMethod(call.method());
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setRequestProperty("User-Agent", "caracal");
        call.headers().forEach(connection::setRequestProperty);
        String authorization = target.credential().header();
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        Body body = call.body();
        if (body != null) {
            write(body, connection);
        }
        return Answer.of(connection);
    }

    private static void write(Body body, HttpURLConnection connection) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", body.type());
        if (body.length() > LARGEST_IN_MEMORY) {
            // The price: an answer 401 comes as HttpRetryException, and what the broker said with it is lost.
            connection.setFixedLengthStreamingMode(body.length());
        }
        try (InputStream content = body.source().open();
                OutputStream out = connection.getOutputStream()) {
            content.transferTo(out);
        }
    }
}
