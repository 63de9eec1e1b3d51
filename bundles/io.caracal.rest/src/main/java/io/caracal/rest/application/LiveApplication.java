package io.caracal.rest.application;

import io.caracal.api.rest.ErrorCode;
import io.caracal.rest.json.Json;
import io.caracal.rest.server.ApiHandler;
import io.caracal.rest.server.BoundedBody;
import java.util.List;
import java.util.Set;
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

    /** How often it is asked whether the first application has all of this bundle's own resources. */
    private static final long LOOK_MILLIS = 10;

    /** The API opens with what there is then, the rest follows. */
    private static final long INCOMPLETE_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveApplication.class);

    private final Contributions contributions = new Contributions();
    private final Opening opening;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Delegate delegate = new Delegate();
    private final Thread maker;
    private volatile @Nullable JerseyApplication current;
    private volatile List<Object> filters = List.of();
    private long made = -1;
    private volatile boolean closing;

    /** The way to the first application. All is called on the thread that makes applications. */
    public interface Opening {
        /**
         * Called once, first.
         *
         * @return what checks calls on their way in and out
         */
        List<Object> prepare() throws Exception;

        /**
         * Whether the first application can be made.
         *
         * @param own names of the classes of this bundle's resources that have been added
         */
        boolean complete(Set<String> own);

        /** Called once, when the first application is there. */
        void ready();

        /** Called once, if there will be no application. */
        void failed();
    }

    public LiveApplication(Opening opening) {
        this.opening = opening;
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
            filters = List.copyOf(opening.prepare());
            take(awaitFirst());
            first.countDown();
            opening.ready();
            while (true) {
                take(contributions.awaitChange(made, QUIET_MILLIS));
            }
        } catch (InterruptedException _) {
            LOG.debug("no further applications are made");
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    /** Complete in two looks, since a component that is just being enabled looks like one that waits for something. */
    private Contributions.Snapshot awaitFirst() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INCOMPLETE_MILLIS);
        long complete = -1;
        while (true) {
            Contributions.Snapshot now = contributions.now();
            boolean all = opening.complete(now.own());
            if ((all && now.version() == complete) || System.nanoTime() > deadline) {
                return now;
            }
            complete = all ? now.version() : -1;
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void take(Contributions.Snapshot snapshot) {
        replace(snapshot);
        made = snapshot.version();
        contributions.taken(made);
    }

    private void failed(Throwable cause) {
        if (closing) {
            // Interrupted in the midst of opening, for instance while it wrote a file.
            LOG.debug("the REST API is closed before it has opened", cause);
        } else {
            LOG.error("the REST API does not open, or changes no more: {}", cause.getMessage(), cause);
            if (first.getCount() > 0) {
                opening.failed();
            }
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
        if (serving == null) {
            ApiHandler.refuse(response, callback, ErrorCode.SERVICE_UNAVAILABLE, "the REST API is closing");
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
