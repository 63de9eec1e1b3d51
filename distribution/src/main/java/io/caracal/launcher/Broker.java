package io.caracal.launcher;

import io.caracal.launcher.Command.LaunchOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One broker in this process, from the lock on its data folder to its end. */
final class Broker {
    private static final Duration STOP_BOUND = Duration.ofSeconds(30);

    private final LaunchOptions options;
    private final DataFolder data;
    private volatile @Nullable BrokerFramework framework;
    private volatile int exitCode;
    private volatile boolean stopping;

    private Broker(LaunchOptions options, DataFolder data) {
        this.options = options;
        this.data = data;
    }

    /** Returns when the broker has ended by itself; a signal ends the process in the shutdown hook. */
    static int run(LaunchOptions options) throws LaunchException, InterruptedException, IOException {
        Broker broker = new Broker(options, DataFolder.take(options.data()));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::shutDown, "caracal-stop"));
        int code = ExitCode.UNEXPECTED.number();
        try {
            broker.start().awaitEnd();
            code = ExitCode.OK.number();
        } catch (LaunchException | IOException | RuntimeException e) {
            code = e instanceof LaunchException known ? known.exitCode() : code;
            if (!broker.stopping) { // a start that a signal interrupts fails in all sorts of ways, none worth a word
                throw e;
            }
        } finally {
            broker.exitCode = code;
        }
        return code;
    }

    private Reports start() throws LaunchException, InterruptedException, IOException {
        // Logback resolves ${…} from system properties.
        System.setProperty("caracal.data", data.path().toString());
        Path logging = options.home().resolve("config", "logback.xml");
        Map<String, String> properties =
                FrameworkProperties.of(options, data.path().resolve("framework"), logging, false);
        BrokerFramework created = new BrokerFramework(properties);
        framework = created;
        Signals.listen(created.context());
        BackgroundPriority background = new BackgroundPriority();
        background.offer(created.context());
        Reports reports = new Boot(created).upTo(Integer.MAX_VALUE, options.home());
        List<String> listeners = reports.listeners();
        if (listeners.isEmpty()) {
            System.err.println("caracal: no listener is open, so no client can connect; see the section 'listeners'");
            new ComponentStates(created.context()).waiting().forEach(System.err::println);
        }
        data.ready();
        announce(listeners);
        lowerCompilerPriority();
        background.begin();
        return reports;
    }

    private static void lowerCompilerPriority() {
        try {
            CompilerPriority.lower();
        } catch (IOException | RuntimeException e) {
            System.err.println("caracal: the compiler of the JVM keeps its priority: " + e);
        }
    }

    private void announce(List<String> listeners) {
        double seconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        StringBuilder text = new StringBuilder("Caracal " + Main.version() + "\n");
        for (String listener : listeners) {
            text.append("  listening on  ").append(listener).append('\n');
        }
        text.append("  data folder   ").append(data.path()).append('\n');
        text.append("  process id    ").append(ProcessHandle.current().pid()).append('\n');
        text.append(String.format(Locale.ROOT, "ready in %.2f s", seconds));
        System.out.println(text);
        System.out.flush();
    }

    /**
     * Runs on every way to the end. It halts the process itself: after a signal the JVM would otherwise answer 128 + its number,
     * though to be told to stop and to do so in order is no failure.
     */
    private void shutDown() {
        stopping = true;
        int code = exitCode;
        try (data) {
            BrokerFramework running = framework;
            if (running != null && !running.stop(STOP_BOUND)) {
                System.err.println("caracal: not everything stopped within " + STOP_BOUND.toSeconds() + " s");
                code = ExitCode.UNEXPECTED.number();
            }
        } catch (Exception | LinkageError e) {
            System.err.println("caracal: problem while stopping");
            e.printStackTrace();
            code = ExitCode.UNEXPECTED.number();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
