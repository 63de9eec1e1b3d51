package io.caracal.itests.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** One topic, and how many messages were sent to it. */
final class Source {
    final int number;
    final long topic1;
    final long topic2;
    int sent;

    Source(int run, int number) {
        this.number = number;
        ByteBuffer topic = ByteBuffer.wrap(Wire.topic(run, number).getBytes(US_ASCII));
        this.topic1 = topic.getLong();
        this.topic2 = topic.getLong();
    }
}
