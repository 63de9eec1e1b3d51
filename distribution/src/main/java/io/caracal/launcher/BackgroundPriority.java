package io.caracal.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Lets threads that change plugins, wire bundles, load their classes and answer administrators yield to the event loops, on Linux: on one processor they would
 * hold up messages for as long as they have something to do. See {@code docs/adr/0028}.
 *
 * <p>It is a service without a type of its own, as signals are: bundles find it as a {@link Runnable} with the property {@code io.caracal.priority} = {@code background},
 * and run it before they begin what takes long, since threads may have come that nobody has lowered.
 */
final class BackgroundPriority implements Runnable {
    /** The priority that they get, as of {@code nice}: 0 is that of everybody, 19 the lowest. */
    static final int NICE = Integer.getInteger("caracal.background.nice", 5);

    /** Of the framework, of Declarative Services, of plugins, configuration and REST interface, and what carries virtual threads. */
    private static final List<String> NAMES =
            List.of("Felix", "SCR ", "caracal-plugin", "caracal-config", "caracal-rest", "ForkJoinPool-1-");

    private volatile boolean started;

    /** Offers it; it does nothing until {@link #begin}, for a start is to take all it can get. */
    void offer(BundleContext context) {
        context.registerService(
                Runnable.class, this, FrameworkUtil.asDictionary(Map.of("io.caracal.priority", "background")));
    }

    /** The broker is ready. */
    void begin() {
        started = true;
        run();
    }

    @Override
    public void run() {
        if (started) {
            try {
                lower();
            } catch (IOException | RuntimeException e) {
                System.err.println("caracal: threads in the background keep their priority: " + e);
            }
        }
    }

    /** @return how many threads yield now; 0 on other systems */
    static int lower() throws IOException {
        return ThreadPriority.lower(name -> NAMES.stream().anyMatch(name::startsWith), NICE);
    }
}
