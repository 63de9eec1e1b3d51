package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.bench.Style;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of runs that publish. */
final class BenchMessages {
    /** Behind it a packet has no room for the topic. */
    private static final int MOST_BYTES = 268_000_000;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            defaultValue = "bench/%i",
            description =
                    "The topic; %%i becomes the number of the publisher, %%c its client identifier (default: bench/%%i).")
    private String topic = "";

    @Option(
            names = {"-q", "--qos"},
            paramLabel = "QOS",
            defaultValue = "0",
            description = "The QoS, 0 to 2 (default: 0).")
    private int qos;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "BYTES",
            defaultValue = "16",
            description = "Bytes of a payload; the first 16 are a time and a number (default: 16).")
    private int size;

    @Option(names = "--retain", description = "Messages are retained.")
    private boolean retain;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Messages a second, of all publishers together, whatever the broker does (default: as fast as the windows allow).")
    private double rate;

    @Option(
            names = "--ramp",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "The rate rises to --rate over this time (default: 0).")
    private double ramp;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "100",
            description = "Messages of a publisher that may be unacknowledged at QoS 1 and 2 (default: 100).")
    private int window;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "End when so many messages of all publishers together are through.")
    private long count;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "End after this time (default: 10).")
    private double seconds;

    String topic() {
        return topic;
    }

    int size() {
        return size;
    }

    double rate() {
        return rate;
    }

    Duration time() {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** @param undelivered how many of a publisher may be undelivered; 0 for no limit */
    Style style(int undelivered) {
        BenchNumbers.check("--qos", qos, 0, 2);
        BenchNumbers.check("--size", size, 0, MOST_BYTES);
        BenchNumbers.check("--rate", rate, 0, 1e8);
        BenchNumbers.check("--ramp", ramp, 0, 86_400);
        BenchNumbers.check("--window", window, 1, 0xFFFF);
        BenchNumbers.check("--count", count, 0, 1e15);
        BenchNumbers.check("--for", seconds, 0, 1e8);
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw new CliException(
                    ExitCode.USAGE, "--topic: given is '" + topic + "', expected a topic without wildcards.");
        }
        return new Style(
                topic, qos, retain, size, rate, Duration.ofNanos((long) (ramp * 1e9)), window, undelivered, count);
    }
}
