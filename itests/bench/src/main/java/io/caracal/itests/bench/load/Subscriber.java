package io.caracal.itests.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/** Takes messages, acknowledges them as their QoS asks for, and checks each: topic, sender, sequence, QoS, RETAIN. */
final class Subscriber implements Connection.Handler {
    private final Run run;
    private final int qos;
    private final boolean retained;
    private final int from;
    private final Stream[] streams;
    private final Connection connection;

    /**
     * @param name distinguishes it from others of the run
     * @param retained whether it expects retained messages, else live ones
     * @param from the number of the first topic that it gets
     * @param topics how many it gets
     */
    Subscriber(
            Run run, int version, String name, List<String> filters, int qos, boolean retained, int from, int topics) {
        this.run = run;
        this.qos = qos;
        this.retained = retained;
        this.from = from;
        this.streams = new Stream[topics];
        for (int i = 0; i < topics; i++) {
            streams[i] = new Stream();
        }
        String clientId = "load-%05x-s%s".formatted(run.id & 0xFFFFF, name);
        this.connection = new Connection(run.loop, run.faults, version, clientId, run.credentials, filters, qos, this);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void established() {
        // The messages come by themselves.
    }

    long missing() {
        long sum = 0;
        for (int i = 0; i < streams.length; i++) {
            sum += streams[i].missing(run.source(from + i).sent);
        }
        return sum;
    }

    @Override
    public void packet(int first, ByteBuffer in, int start, int end) {
        switch (first >> 4) {
            case Wire.PUBLISH -> message(first, in, start, end);
            case Wire.PUBREL -> Wire.acknowledge(connection.room(4), Wire.PUBCOMP, in.getShort(start) & 0xFFFF);
            default -> connection.drop("a subscriber got packet 0x%02X".formatted(first));
        }
    }

    private void message(int first, ByteBuffer in, int start, int end) {
        int topic = start + 2;
        int at = topic + (in.getShort(start) & 0xFFFF);
        int actual = first >> 1 & 3;
        if (actual > 0) {
            Wire.acknowledge(connection.room(4), actual == 1 ? Wire.PUBACK : Wire.PUBREC, in.getShort(at) & 0xFFFF);
            at += 2;
        }
        if (connection.version() == 5) {
            at = in.get(at) == 0 ? at + 1 : Wire.skipVarInt(in, at) + Wire.varInt(in, at);
        }
        if (actual != qos
                || (first & 1) != (retained ? 1 : 0)
                || end - at != Wire.PAYLOAD
                || !expected(in, topic, in.getInt(at + 8), in.getInt(at + 12))) {
            run.faults.misrouted++;
            return;
        }
        int number = in.getInt(at + 8);
        streams[number - from].accept(in.getInt(at + 12), run.faults);
        run.delivered(number, in.getLong(at));
    }

    private boolean expected(ByteBuffer in, int topic, int number, int sequence) {
        int index = number - from;
        if (index < 0 || index >= streams.length) {
            return false;
        }
        Source source = run.source(number);
        return in.getLong(topic) == source.topic1
                && in.getLong(topic + 8) == source.topic2
                && sequence >= 0
                && sequence < source.sent;
    }
}
