package io.caracal.itests.bench;

import io.caracal.core.routing.RouteCache;
import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** Finding the subscribers of a topic among many wildcard filters, each of one client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchBenchmark {
    private static final int TOPICS = 1 << 16;

    @Param({"10000", "100000", "1000000"})
    public int filters;

    private RoutingTable table = Filters.table(0);
    private RouteCache cache = new RouteCache(table, 2);
    private byte[][] topics = {};
    private ByteBuf[] packets = {};
    private int next;

    @Setup
    public void fill() {
        table = Filters.table(filters);
        cache = new RouteCache(table, 1 << 16);
        topics = new byte[TOPICS][];
        packets = new ByteBuf[1 << 10];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Filters.topic(random.nextInt(filters));
        }
        for (int i = 0; i < packets.length; i++) {
            packets[i] = Unpooled.directBuffer().writeBytes(topics[i]);
        }
    }

    /** The trie alone: a topic that was not published to before. */
    @Benchmark
    public Target[] matchWithoutCache() {
        return table.route(topics[next++ & TOPICS - 1]).targets();
    }

    /** What nearly every publication costs: the same 1024 topics again and again, found by their bytes in the packet. */
    @Benchmark
    public Target[] matchWithCache() {
        ByteBuf packet = packets[next++ & packets.length - 1];
        return cache.get(packet, 0, packet.writerIndex()).targets();
    }
}
