package io.caracal.rest.application;

import io.caracal.api.rest.ErrorCode;
import io.caracal.rest.json.Json;
import io.caracal.rest.server.ApiHandler;
import io.caracal.rest.server.BoundedBody;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources that are there at the moment, as one application. Each change makes a new application, on a thread of its own, and swaps it
 * for the old one: a call sees all of one or all of the other, and those under way end where they began.
 */
public final class LiveApplication implements ApiHandler.Api, AutoCloseable {
    /** How long calls under way in a resource that goes may take. */
    static final int DRAIN_SECONDS = 5;

    /** Changes come in bursts; so long must nothing change before an application is made. */
    private static final long QUIET_MILLIS = 60;

    /** The first one opens the API: what this bundle itself contributes is to be in it, also on a machine that is busy. */
    private static final long FIRST_QUIET_MILLIS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(LiveApplication.class);

    private final Contributions contributions = new Contributions();
    private final Callable<List<Object>> prepare;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Runnable ready;
    private final Delegate delegate = new Delegate();
    private final Thread maker;
    private volatile @Nullable JerseyApplication current;
    private volatile List<Object> filters = List.of();
    private long made = -1;
    private volatile boolean closing;

    /**
     * @param prepare is called once, on the thread that makes applications; gives what checks calls on their way in and out
     * @param ready is run once, when the first application is there
     */
    public LiveApplication(Callable<List<Object>> prepare, Runnable ready) {
        this.prepare = prepare;
        this.ready = ready;
        // A thread of the system: it loads classes for a second, and yields to the event loops by its priority (ADR
        // 28).
        this.maker = Thread.ofPlatform()
                .daemon()
                .name("caracal-rest-application")
                .inheritInheritableThreadLocals(false)
                .unstarted(this::run);
    }

    /** Begins to make applications. */
    public void start() {
        maker.start();
    }

    /** Adds what another bundle, or this one, offers. Returns at once. */
    public void add(Contribution contribution) {
        contributions.add(contribution);
    }

    /** Returns when the resource is not called any more, at the latest after a bounded time. */
    public void remove(Contribution contribution) throws InterruptedException {
        contributions.removeAndAwait(contribution, 2L * DRAIN_SECONDS);
    }

    /** What is called at the moment. */
    public List<Object> resources() {
        JerseyApplication now = current;
        return now == null ? List.of() : now.resources();
    }

    private void run() {
        // Libraries look up their parts through it.
        Thread.currentThread().setContextClassLoader(LiveApplication.class.getClassLoader());
        delegate.use();
        try {
            filters = List.copyOf(prepare.call());
            while (true) {
                Contributions.Snapshot snapshot =
                        contributions.awaitChange(made, made < 0 ? FIRST_QUIET_MILLIS : QUIET_MILLIS);
                replace(snapshot);
                made = snapshot.version();
                contributions.taken(made);
                if (first.getCount() > 0) {
                    first.countDown();
                    ready.run();
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("no further applications are made");
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        if (closing) {
            // Interrupted in the midst of opening, for instance while it wrote a file.
            LOG.debug("the REST API is closed before it has opened", cause);
        } else {
            LOG.error("the REST API does not open: {}", cause.getMessage(), cause);
        }
    }

    private void replace(Contributions.Snapshot snapshot) {
        JerseyApplication old = current;
        current = make(snapshot.contributions());
        if (old != null) {
            old.retire();
        }
    }

    private JerseyApplication make(List<Contribution> wanted) {
        List<Contribution> fit = new Fitness().fit(wanted);
        try {
            return application(fit);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the resources {} are no application together; those of other bundles are left out", fit, e);
            return application(fit.stream().filter(Contribution::own).toList());
        }
    }

    private JerseyApplication application(List<Contribution> fit) {
        return new JerseyApplication(fit.stream().map(Contribution::resource).toList(), filters, Json.mapper());
    }

    @Override
    public void handle(Request request, String path, BoundedBody body, Response response, Callback callback) {
        try {
            if (!first.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                ApiHandler.refuse(response, callback, ErrorCode.SERVICE_UNAVAILABLE, "the REST API is starting");
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        JerseyApplication serving = current;
        while (serving != null && !serving.handle(request, path, body, response, callback)) {
            serving = current;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        maker.interrupt();
        maker.join();
        JerseyApplication last = current;
        if (last != null) {
            last.retire();
        }
        current = null;
        contributions.close();
        delegate.close(); // last: whoever asks the API for one afterwards would put ours back
    }
}
