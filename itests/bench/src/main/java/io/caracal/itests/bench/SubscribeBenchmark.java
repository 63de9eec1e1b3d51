package io.caracal.itests.bench;

import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedStrategy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One subscription that comes and goes: among many other filters, and on one filter with many subscribers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscribeBenchmark {
    private static final String CROWDED = "news/+/all";
    private static final String SHARED = "$share/workers/jobs/+";

    @Param({"10000", "100000", "1000000"})
    public int others;

    private final Subscriber subscriber = new Subscriber("client");
    private RoutingTable table = Filters.table(0);
    private RoutingTable crowd = new RoutingTable(SharedStrategy.ROUND_ROBIN);

    @Setup
    public void fill() {
        table = Filters.table(others);
        crowd = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        for (int n = 0; n < others; n++) {
            Subscriber member = new Subscriber("client" + n);
            crowd.subscribe(member.to(CROWDED));
            crowd.subscribe(member.to(SHARED));
        }
    }

    /** A filter that nobody else has: nodes of the trie are made and removed. */
    @Benchmark
    public @Nullable Object newFilter() {
        String filter = Filters.filter(others + ThreadLocalRandom.current().nextInt(others));
        table.subscribe(subscriber.to(filter));
        return table.unsubscribe(filter, subscriber);
    }

    /** A filter that as many others have. */
    @Benchmark
    public @Nullable Object crowdedFilter() {
        crowd.subscribe(subscriber.to(CROWDED));
        return crowd.unsubscribe(CROWDED, subscriber);
    }

    /** A group of a shared subscription that has as many members. */
    @Benchmark
    public @Nullable Object crowdedGroup() {
        crowd.subscribe(subscriber.to(SHARED));
        return crowd.unsubscribe(SHARED, subscriber);
    }
}
