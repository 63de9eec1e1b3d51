package io.caracal.cli.bench;

import io.caracal.mqtt.PacketType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends as long as windows, schedule and socket allow. */
final class Publisher implements Role {
    /** Bytes that are sent at once, before others get their turn. */
    private static final int BATCH = 1 << 16;

    private final Worker worker;
    private final Style style;
    private final PublishFrame frame;
    private final int origin;
    private final int fan;
    private final AtomicInteger undelivered = new AtomicInteger();
    private @Nullable Client client;
    private @Nullable Pacer pacer;
    private int place;
    private PacketIds ids = new PacketIds(1);
    private long left;
    private long owed;
    private long sent;
    private volatile boolean finished;
    private boolean awake;

    /**
     * @param origin what its messages say that they come from
     * @param fan how many subscribers get each message
     * @param count how many it sends at most
     */
    Publisher(Worker worker, Style style, PublishFrame frame, int origin, int fan, long count) {
        this.worker = worker;
        this.style = style;
        this.frame = frame;
        this.origin = origin;
        this.fan = fan;
        this.left = count;
    }

    void of(Client ofIt) {
        client = ofIt;
    }

    /** From now on messages are sent only when they are due. */
    void pacedBy(Pacer by, int placeAmongOthers) {
        pacer = by;
        place = placeAmongOthers;
    }

    Worker worker() {
        return worker;
    }

    boolean isOn(Worker loop) {
        return worker == loop;
    }

    /** Whether nothing more is to be sent or acknowledged. From any thread. */
    boolean finished() {
        return finished;
    }

    /** No more messages. */
    void stop() {
        left = 0;
        settle();
    }

    @Override
    public void established() {
        int most = client == null ? 1 : client.receiveMaximum();
        ids = new PacketIds(Math.min(style.window(), most));
    }

    /** Begins; to be called when all are connected. */
    void start() {
        wake();
    }

    /** One more message is due. */
    void owe() {
        owed++;
        pump();
    }

    /** A subscriber has one of its messages. From any thread. */
    void delivered() {
        if (undelivered.decrementAndGet() == style.undelivered() * fan - fan) {
            worker.wake(this);
        }
    }

    @Override
    public void writable() {
        wake();
    }

    private void wake() {
        if (!awake) {
            awake = true;
            worker.wake(this);
        }
    }

    /** Sends what may be sent, but not for ever. Called by its worker when it was woken. */
    void awaken() {
        awake = false;
        pump();
    }

    private void pump() {
        Client sender = client;
        if (sender == null) {
            return;
        }
        int batch = 0;
        long before = sent;
        while (batch < BATCH && ready(sender)) {
            send(sender);
            batch += frame.length();
        }
        if (sent != before) {
            worker.meter.sent.add(sent - before);
            worker.meter.expected.add((sent - before) * fan);
            sender.flush();
        }
        if (batch >= BATCH) {
            wake();
        }
        settle();
    }

    private boolean ready(Client sender) {
        return left > 0
                && (pacer == null || sent < owed)
                && (style.qos() == 0 || ids.available())
                && (style.undelivered() == 0 || undelivered.get() <= style.undelivered() * fan - fan)
                && sender.writable();
    }

    private void send(Client sender) {
        long time = pacer == null ? worker.now() : pacer.due(place, sent);
        int id = style.qos() == 0 ? 0 : ids.take(time);
        frame.append(sender.room(frame.length()), id, time, origin, (int) sent);
        left--;
        sent++;
        if (style.undelivered() != 0) {
            undelivered.addAndGet(fan);
        }
    }

    @Override
    public void acknowledged(int type, int packetId, int code) {
        if (!ids.inUse(packetId)) {
            worker.meter.problem("An acknowledgement has the packet identifier " + packetId + ", which is not in use.");
            worker.meter.rejected.increment();
        } else if (type == PacketType.PUBREC && code < 0x80 && client != null) {
            client.acknowledge(PacketType.PUBREL, packetId);
        } else {
            done(packetId, code);
        }
    }

    private void done(int packetId, int code) {
        Latency.record(worker.acknowledgements, worker.now() - ids.give(packetId));
        if (code >= 0x80) {
            worker.meter.rejected.increment();
            worker.meter.problem("A message was refused with reason code 0x%02x.".formatted(code));
        } else {
            worker.meter.acknowledged.increment();
        }
        wake();
    }

    @Override
    public void readComplete() {
        if (client != null) {
            client.flush();
        }
    }

    @Override
    public void gone() {
        left = 0;
        finished = true;
    }

    private void settle() {
        if (!finished && left == 0 && ids.used() == 0) {
            finished = true;
        }
    }
}
