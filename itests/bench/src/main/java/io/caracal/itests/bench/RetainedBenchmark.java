package io.caracal.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.store.Message;
import io.caracal.store.memory.MemoryRetainedStore;
import java.util.List;
import java.util.concurrent.CompletionStage;
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

/** Retained messages of many devices: stored again, looked up one by one and by wildcards. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RetainedBenchmark {
    private static final byte[] PAYLOAD = new byte[16];

    @Param({"100000", "1000000"})
    public int messages;

    private final MemoryRetainedStore store = new MemoryRetainedStore();
    private int next;

    @Setup
    public void fill() {
        for (int n = 0; n < messages; n++) {
            store.put(message(n), 0);
        }
    }

    @Benchmark
    public CompletionStage<Boolean> replace() {
        next = (next + 7919) % messages;
        return store.put(message(next), 0);
    }

    @Benchmark
    public CompletionStage<List<Message>> one() {
        next = (next + 7919) % messages;
        return store.match(topic(next));
    }

    /** 100 messages, the parameter of every device of a site. */
    @Benchmark
    public CompletionStage<List<Message>> site() {
        next = (next + 7919) % messages;
        return store.match("site/" + next / 100 + "/device/+/state");
    }

    /** Everything there is. */
    @Benchmark
    public CompletionStage<List<Message>> all() {
        return store.match("site/#");
    }

    private static String topic(int n) {
        return "site/" + n / 100 + "/device/" + n + "/state";
    }

    private static Message message(int n) {
        return new Message(topic(n).getBytes(UTF_8), PAYLOAD, new byte[0], 1, true, 0, Message.NEVER, "publisher");
    }
}
