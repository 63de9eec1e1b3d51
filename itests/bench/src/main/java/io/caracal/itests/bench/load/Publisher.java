package io.caracal.itests.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/** Sends as long as its windows allow: of unacknowledged messages (QoS 1 and 2) and of undelivered ones. */
final class Publisher implements Connection.Handler {
    /**
     * What a publisher does.
     *
     * @param qos of its messages
     * @param retain whether they are retained
     * @param clear whether they have no payload, so that the broker forgets what it retains
     * @param window how many may be unacknowledged
     * @param undelivered how many may not be delivered yet
     * @param fan how many subscribers get each
     */
    record Style(int qos, boolean retain, boolean clear, int window, long undelivered, int fan) {}

    /** What may wait in this process before the publisher is held back. */
    private static final int MOST_WAITING = 256 * 1024;

    private final Run run;
    private final Style style;
    private final int from;
    private final int topics;
    private final int flags;
    private final Connection connection;
    private PacketIds ids;
    private long open;
    private long left;
    private int turn;
    private boolean awake;

    /**
     * @param from the number of its first topic
     * @param topics how many it sends to, in turn
     * @param messages how many it sends at most
     */
    Publisher(Run run, int version, Style style, int from, int topics, long messages) {
        this.run = run;
        this.style = style;
        this.from = from;
        this.topics = topics;
        this.left = messages;
        this.flags = style.qos << 1 | (style.retain ? 1 : 0);
        this.ids = new PacketIds(style.window);
        String clientId = "load-%05x-p%d%s".formatted(run.id & 0xFFFFF, from, style.clear ? "c" : "");
        this.connection = new Connection(run.loop, run.faults, version, clientId, run.credentials, List.of(), 0, this);
        resetWindow();
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void established() {
        ids = new PacketIds(Math.min(style.window, connection.receiveMaximum()));
    }

    /** Forgets what is not delivered, which may be lost at QoS 0. */
    void resetWindow() {
        open = style.undelivered * style.fan;
        wake();
    }

    int unacknowledged() {
        return ids.used();
    }

    boolean finished() {
        return left == 0 && ids.used() == 0;
    }

    /** No more messages. */
    void stop() {
        left = 0;
    }

    void delivered() {
        if (open < style.undelivered * style.fan) {
            open++;
            wake();
        }
    }

    private void wake() {
        if (!awake) {
            awake = true;
            run.wake(this);
        }
    }

    /** Sends what the windows allow. */
    void pump(long now) {
        awake = false;
        if (!connection.established()) {
            return;
        }
        while (ready()) {
            send(now);
        }
        connection.flush();
        if (connection.waiting() >= MOST_WAITING) {
            wake();
        }
    }

    /** Whether a message may be sent now. */
    boolean ready() {
        return left > 0
                && open >= style.fan
                && (style.qos == 0 || ids.available())
                && connection.waiting() < MOST_WAITING;
    }

    /**
     * Writes one message; {@link #flush()} sends it.
     *
     * @param time what the message says that it was sent at
     */
    void send(long time) {
        Source source = run.source(from + turn);
        turn = turn + 1 == topics ? 0 : turn + 1;
        left--;
        open -= style.fan;
        int id = style.qos == 0 ? 0 : ids.take();
        Wire.publish(
                connection.room(Wire.PUBLISH_LENGTH),
                connection.version(),
                flags,
                source.topic1,
                source.topic2,
                id,
                time,
                source.number,
                style.clear ? -1 : source.sent++);
    }

    void flush() {
        connection.flush();
    }

    @Override
    public void packet(int first, ByteBuffer in, int start, int end) {
        switch (first >> 4) {
            case Wire.PUBACK -> done(in, start, end, false);
            case Wire.PUBREC -> {
                if (code(in, start, end) >= 0x80) {
                    done(in, start, end, false);
                } else if (ids.release(id(in, start))) {
                    Wire.acknowledge(connection.room(4), Wire.PUBREL, id(in, start));
                } else {
                    run.faults.refused("PUBREC for the packet identifier " + id(in, start) + ", which is not in use");
                }
            }
            case Wire.PUBCOMP -> done(in, start, end, true);
            default -> connection.drop("a publisher got packet 0x%02X".formatted(first));
        }
    }

    private void done(ByteBuffer in, int start, int end, boolean released) {
        int id = id(in, start);
        if (!ids.give(id, released)) {
            run.faults.refused("an acknowledgement of the packet identifier " + id + ", which is not in use");
            return;
        }
        if (code(in, start, end) >= 0x80) {
            run.faults.refused("a message was refused with 0x%02X".formatted(code(in, start, end)));
        }
        run.acknowledged();
        wake();
    }

    private static int id(ByteBuffer in, int start) {
        return in.getShort(start) & 0xFFFF;
    }

    private static int code(ByteBuffer in, int start, int end) {
        return end - start > 2 ? in.get(start + 2) & 0xFF : 0;
    }
}
