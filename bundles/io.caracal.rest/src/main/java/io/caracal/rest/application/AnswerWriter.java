package io.caracal.rest.application;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/** Writes Jersey's answer to the HTTP server's. */
final class AnswerWriter implements ContainerResponseWriter {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Runnable ended;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable OutputStream body;
    private volatile Scheduler.@Nullable Task timeout;
    private volatile @Nullable TimeoutHandler onTimeout;

    /** @param ended is run once, when there is nothing left to do */
    AnswerWriter(Request request, Response response, Callback callback, Runnable ended) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.ended = ended;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse answer) {
        response.setStatus(answer.getStatus());
        answer.getStringHeaders().forEach((name, values) -> {
            response.getHeaders().remove(name);
            values.forEach(value -> response.getHeaders().add(name, value));
        });
        if (length >= 0) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        if (!request.consumeAvailable()) {
            // The server closes a connection with the rest of a body on it: a client that is not told sends its next
            // request into that.
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        OutputStream out = Content.Sink.asOutputStream(response);
        body = out;
        return out;
    }

    @Override
    public void commit() {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        try {
            OutputStream out = body;
            if (out != null) {
                out.close();
            }
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        } finally {
            end();
        }
    }

    @Override
    public void failure(Throwable thrown) {
        if (done.compareAndSet(false, true)) {
            try {
                if (response.isCommitted()) {
                    callback.failed(thrown);
                } else {
                    Response.writeError(request, response, callback, thrown);
                }
            } finally {
                end();
            }
        }
    }

    private void end() {
        cancelTimeout();
        ended.run();
    }

    @Override
    public boolean suspend(long time, TimeUnit unit, @Nullable TimeoutHandler handler) {
        onTimeout = handler;
        setSuspendTimeout(time, unit);
        return true;
    }

    @Override
    public void setSuspendTimeout(long time, TimeUnit unit) {
        cancelTimeout();
        if (time > 0) {
            timeout = request.getComponents().getScheduler().schedule(this::timedOut, time, unit);
        }
    }

    private void timedOut() {
        TimeoutHandler handler = onTimeout;
        if (handler != null) {
            request.getComponents().getExecutor().execute(() -> handler.onTimeout(this));
        }
    }

    private void cancelTimeout() {
        Scheduler.Task task = timeout;
        if (task != null) {
            task.cancel();
        }
    }

    @Override
    public boolean enableResponseBuffering() {
        return true;
    }
}
