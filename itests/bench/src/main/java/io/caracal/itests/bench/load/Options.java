package io.caracal.itests.bench.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param scenarios what to run, one after the other
 * @param mqtt 4 (3.1.1), 5, or 0 for both in turn
 * @param warmup runs before anything is counted
 * @param measured is counted
 * @param clients of the scenarios that are about many clients
 * @param retained topics of {@code retain}, {@code keep} and {@code fetch}
 * @param pairs publishers of {@code durable} and {@code offline}
 * @param messages for each session of {@code enqueue} and {@code drain}
 * @param run names what one process stores and another fetches
 * @param connects newcomers a second
 * @param credentials of all clients
 * @param users who come and go in {@code authenticate} and {@code beside}, in turn
 * @param places how many of them are there at a time
 * @param pause how long a place stays free between two of them
 * @param changes commands that change the broker while it works
 * @param pid of the broker, 0 if not known
 */
record Options(
        List<Scenario> scenarios,
        InetSocketAddress target,
        int mqtt,
        Duration warmup,
        Duration measured,
        int clients,
        int retained,
        int pairs,
        int messages,
        int run,
        int rate,
        int connects,
        Optional<Credentials> credentials,
        List<Credentials> users,
        int places,
        Duration pause,
        List<Change.Step> changes,
        long pid) {

    static final String USAGE = """
            usage: Load [options] SCENARIO …
              --host ADDRESS   127.0.0.1 (nothing but loopback is allowed)
              --port PORT      1883
              --mqtt VERSION   4 (3.1.1), 5, or mix: every other client (4)
              --warmup SECONDS before counting, in scenarios with a throughput or latency (5)
              --seconds SECONDS that are counted (10)
              --clients N      of connect, resubscribe, change, enqueue and drain (5000)
              --retained N     topics of retain, keep and fetch (100000)
              --pairs N        publishers of durable and offline, each with a subscriber (50)
              --messages N     for each of the --clients sessions of enqueue and drain (100)
              --run N          what drain and fetch find was stored by enqueue or keep with the same number (by chance)
              --rate N         messages a second of latency, change and beside (5000)
              --users FILE     who come and go in authenticate and beside: lines of NAME, a tab, PASSWORD
              --places N       how many of them are there at a time (50)
              --pause SECONDS  how long a place stays free after one of them has gone (0)
              --connects N     newcomers a second of change (200), one in ten with a wrong password
              --user NAME      user name of every client
              --password TEXT  password of every client
              --change COMMAND what change does, for sh; after it clients with the right password are let in. Several are done in turn;
                               beside runs them when its pair is connected
              --closing COMMAND the same, but after it nobody is let in
              --pid PID        of the broker: tells its processor time and memory
            scenarios:
            """;

    private static final int MOST_TOPICS = 1_000_000;
    private static final int DEFAULT_RETAINED = 100_000;
    private static final int RUNS = 1 << 16;

    static Options parse(String... arguments) {
        List<Scenario> scenarios = new ArrayList<>();
        String host = "127.0.0.1";
        int port = 1883;
        int mqtt = 4;
        Duration warmup = Duration.ofSeconds(5);
        Duration measured = Duration.ofSeconds(10);
        int clients = 5000;
        int retained = DEFAULT_RETAINED;
        int pairs = 50;
        int messages = 100;
        int run = ThreadLocalRandom.current().nextInt(RUNS);
        int rate = 5000;
        int connects = 200;
        @Nullable String user = null;
        @Nullable String password = null;
        List<Credentials> users = List.of();
        int places = 50;
        Duration pause = Duration.ZERO;
        List<Change.Step> changes = new ArrayList<>();
        long pid = 0;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                scenarios.add(Scenario.named(argument));
                continue;
            }
            if (++i == arguments.length) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            String value = arguments[i];
            switch (argument) {
                case "--host" -> host = value;
                case "--port" -> port = number(argument, value, 1, 65_535);
                case "--mqtt" -> mqtt = version(value);
                case "--warmup" -> warmup = seconds(argument, value);
                case "--seconds" -> measured = seconds(argument, value);
                case "--clients" -> clients = number(argument, value, 1, MOST_TOPICS);
                case "--retained" -> retained = number(argument, value, 1, MOST_TOPICS);
                case "--pairs" -> pairs = number(argument, value, 1, 10_000);
                case "--messages" -> messages = number(argument, value, 1, MOST_TOPICS);
                case "--run" -> run = number(argument, value, 0, RUNS - 1);
                case "--rate" -> rate = number(argument, value, 1, 1_000_000);
                case "--connects" -> connects = number(argument, value, 1, 10_000);
                case "--user" -> user = value;
                case "--password" -> password = value;
                case "--users" -> users = Credentials.read(Path.of(value));
                case "--places" -> places = number(argument, value, 0, 10_000);
                case "--pause" -> pause = seconds(argument, value);
                case "--change" -> changes.add(new Change.Step(value, true));
                case "--closing" -> changes.add(new Change.Step(value, false));
                case "--pid" -> pid = number(argument, value, 1, Integer.MAX_VALUE);
                default -> throw new IllegalArgumentException("unknown option " + argument);
            }
        }
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("no scenario given");
        }
        if (users.isEmpty()
                && (scenarios.contains(Scenario.AUTHENTICATE) || scenarios.contains(Scenario.BESIDE) && places > 0)) {
            throw new IllegalArgumentException("authenticate and beside need --users FILE");
        }
        return new Options(
                List.copyOf(scenarios),
                new InetSocketAddress(host, port),
                mqtt,
                warmup,
                measured,
                clients,
                retained,
                pairs,
                messages,
                run,
                rate,
                connects,
                credentials(user, password),
                users,
                places,
                pause,
                List.copyOf(changes),
                pid);
    }

    /** The protocol level of a client. */
    int version(int client) {
        return mqtt == 0 ? 4 + client % 2 : mqtt;
    }

    String versions() {
        return mqtt == 0 ? "mix" : Integer.toString(mqtt);
    }

    private static Optional<Credentials> credentials(@Nullable String user, @Nullable String password) {
        if (user == null && password == null) {
            return Optional.empty();
        }
        if (user == null || password == null) {
            throw new IllegalArgumentException("--user and --password belong together");
        }
        return Optional.of(new Credentials(user, password));
    }

    private static int version(String value) {
        return switch (value) {
            case "4" -> 4;
            case "5" -> 5;
            case "mix" -> 0;
            default -> throw new IllegalArgumentException("--mqtt: given " + value + ", expected 4, 5 or mix");
        };
    }

    private static Duration seconds(String option, String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds >= 0 && seconds <= 3600) {
                return Duration.ofNanos((long) (seconds * 1e9));
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(option + ": given " + value + ", expected seconds up to 3600");
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(
                option + ": given " + value + ", expected a number from " + least + " to " + most);
    }
}
