package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.bench.Report;
import io.caracal.cli.json.Node;
import io.caracal.mqtt.TopicFilters;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = {
            "Loads a broker, this one or any other, and tells rates, latencies and losses.",
            "Tells how it goes once a second; Ctrl-C ends the run, not the report. Exit code 6 if anything was lost."
        })
final class BenchCommand extends Group {
    private static final int STAMP = 16;
    private static final int MOST_CLIENTS = 1 << 20;
    private static final int UNDELIVERED = 200;
    private static final String CLIENTS = "How many clients (default: 100).";
    private static final String FILTER =
            "The topic filter; %%i becomes the number of the subscriber, %%c its client identifier";

    @Command(name = "conn", description = "Clients connect and stay: connections a second, time to CONNACK.")
    int conn(
            @Mixin BenchClients clients,
            @Option(
                            names = {"-c", "--clients"},
                            paramLabel = "N",
                            defaultValue = "100",
                            description = CLIENTS)
                    int count,
            @Option(
                            names = "--for",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long they stay when all are connected (default: 0).")
                    double seconds) {
        BenchNumbers.check("--clients", count, 1, MOST_CLIENTS);
        return tell(clients.bench(caracal()).connect(count, clients.first(), duration(seconds)));
    }

    @Command(
            name = "pub",
            description = "Clients publish: messages a second, and how long the broker takes to acknowledge them.")
    int pub(
            @Mixin BenchClients clients,
            @Mixin BenchMessages messages,
            @Option(
                            names = {"-c", "--clients"},
                            paramLabel = "N",
                            defaultValue = "100",
                            description = CLIENTS)
                    int count) {
        BenchNumbers.check("--clients", count, 1, MOST_CLIENTS);
        return tell(clients.bench(caracal()).publish(count, clients.first(), messages.style(0), messages.time()));
    }

    @Command(
            name = "sub",
            description =
                    "Clients subscribe: messages a second; of those that a 'bench pub' sends also latency and losses.")
    int sub(
            @Mixin BenchClients clients,
            @Option(
                            names = {"-c", "--clients"},
                            paramLabel = "N",
                            defaultValue = "100",
                            description = CLIENTS)
                    int count,
            @Option(
                            names = {"-t", "--topic"},
                            paramLabel = "FILTER",
                            defaultValue = "bench/%i",
                            description = FILTER + " (default: bench/%%i).")
                    String filter,
            @Option(
                            names = {"-q", "--qos"},
                            paramLabel = "QOS",
                            defaultValue = "0",
                            description = "The highest QoS, 0 to 2 (default: 0).")
                    int qos,
            @Option(
                            names = {"-n", "--count"},
                            paramLabel = "N",
                            description = "End after so many messages of all together.")
                    @Nullable
                    Long most,
            @Option(
                            names = "--for",
                            paramLabel = "SECONDS",
                            description = "End after this time (default: with Ctrl-C).")
                    @Nullable
                    Double seconds) {
        BenchNumbers.check("--clients", count, 1, MOST_CLIENTS);
        BenchNumbers.check("--qos", qos, 0, 2);
        checkFilter("--topic", filter);
        return tell(clients.bench(caracal())
                .subscribe(
                        count,
                        clients.first(),
                        filter,
                        qos,
                        Objects.requireNonNullElse(most, Long.MAX_VALUE),
                        duration(Objects.requireNonNullElse(seconds, 1e8))));
    }

    @Command(
            name = "pubsub",
            description = {
                "Clients publish to clients that subscribe, by default in pairs: what comes through, how fast, how long each message takes.",
                "A message that is due and cannot be sent is timed from when it was due."
            })
    int pubsub(
            @Mixin BenchClients clients,
            @Mixin BenchMessages messages,
            @Option(
                            names = "--publishers",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many publishers (default: 50).")
                    int publishers,
            @Option(
                            names = "--subscribers",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many subscribers (default: 50).")
                    int subscribers,
            @Option(
                            names = "--filter",
                            paramLabel = "FILTER",
                            description = FILTER + " (default: the topic of the publisher with that number).")
                    @Nullable
                    String filter,
            @Option(
                            names = "--undelivered",
                            paramLabel = "N",
                            description =
                                    "Messages of a publisher that may be undelivered; 0 for no limit (default: 200; none with --rate).")
                    @Nullable
                    Integer undelivered,
            @Option(
                            names = "--warmup",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description =
                                    "Times and rates are taken only after this time; losses count from the start (default: 0).")
                    double warmup) {
        BenchNumbers.check("--publishers", publishers, 1, MOST_CLIENTS);
        BenchNumbers.check("--subscribers", subscribers, 1, MOST_CLIENTS);
        BenchNumbers.check("--size", messages.size(), STAMP, Integer.MAX_VALUE);
        String topics = Objects.requireNonNullElse(filter, messages.topic());
        checkFilter("--filter", topics);
        int open = Objects.requireNonNullElse(undelivered, messages.rate() > 0 ? 0 : UNDELIVERED);
        BenchNumbers.check("--undelivered", open, 0, 1e6);
        return tell(clients.bench(caracal())
                .through(
                        publishers,
                        subscribers,
                        clients.first(),
                        messages.style(open),
                        topics,
                        duration(warmup),
                        messages.time()));
    }

    private int tell(Report report) {
        output().value(new Node(report.fields()));
        return (report.lost() ? ExitCode.LOST : ExitCode.OK).number();
    }

    private static Duration duration(double seconds) {
        BenchNumbers.check("--for and --warmup", seconds, 0, 1e8);
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static void checkFilter(String option, String filter) {
        if (!TopicFilters.valid(filter)) {
            throw new CliException(ExitCode.USAGE, option + ": given is '" + filter + "', which is no topic filter.");
        }
    }
}
