package io.caracal.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.SharedStrategy;
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

/** Choosing a member of a shared subscription by each strategy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SharedPickBenchmark {
    private static final byte[] TOPIC = "jobs/17".getBytes(UTF_8);

    @Param
    public SharedStrategy strategy = SharedStrategy.ROUND_ROBIN;

    @Param({"3", "10000"})
    public int members;

    private @Nullable SharedGroup group;

    @Setup
    public void fill() {
        RoutingTable table = new RoutingTable(strategy);
        for (int n = 0; n < members; n++) {
            table.subscribe(new Subscriber("client" + n).to("$share/workers/jobs/+"));
        }
        group = table.route(TOPIC).groups()[0];
    }

    @Benchmark
    public @Nullable Object pick() {
        return group == null ? null : group.pick("publisher", TOPIC, null);
    }
}
