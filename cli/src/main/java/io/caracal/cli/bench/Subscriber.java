package io.caracal.cli.bench;

import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes messages, acknowledges them, and notices what is missing, comes twice or out of order. */
final class Subscriber implements Role {
    private final Worker worker;
    private final ProtocolVersion version;
    private final boolean fromTheStart;
    private final IntConsumer delivered;
    private final PublishView view = new PublishView();
    private final Streams streams = new Streams();
    private @Nullable Client client;

    /**
     * @param fromTheStart whether it is there before the first message, so that every publisher's first one is missed if it does not come
     * @param delivered gets the origin of each message
     */
    Subscriber(Worker worker, ProtocolVersion version, boolean fromTheStart, IntConsumer delivered) {
        this.worker = worker;
        this.version = version;
        this.fromTheStart = fromTheStart;
        this.delivered = delivered;
    }

    void of(Client ofIt) {
        client = ofIt;
    }

    /** How many messages are missing between those that came. Once its worker is at rest. */
    long gaps() {
        return streams.gaps();
    }

    @Override
    public void message(ByteBuf in, int header, int start, int end) {
        try {
            view.read(in, header, start, end, version);
        } catch (MalformedPacketException e) {
            drop("The broker sent a malformed PUBLISH: " + e.getMessage() + ".");
            return;
        }
        if (view.qos() > 0 && client != null) {
            client.acknowledge(view.qos() == 1 ? PacketType.PUBACK : PacketType.PUBREC, view.packetId());
        }
        if (Stamp.isAt(in, view.payloadStart(), view.payloadLength(), worker.now())) {
            take(in, view.payloadStart());
        } else {
            worker.meter.foreign.increment();
        }
    }

    private void take(ByteBuf in, int at) {
        int origin = Stamp.origin(in, at);
        int sequence = Stamp.sequence(in, at);
        Stream stream = streams.get(origin);
        if (stream == null) {
            stream = streams.put(origin, new Stream(fromTheStart ? 0 : sequence));
        }
        switch (stream.accept(sequence)) {
            case AGAIN -> worker.meter.duplicates.increment();
            case LATE -> {
                worker.meter.reordered.increment();
                count(in, at, origin);
            }
            case NEW -> count(in, at, origin);
        }
    }

    private void count(ByteBuf in, int at, int origin) {
        worker.meter.received.increment();
        Latency.record(worker.deliveries, worker.now() - Stamp.time(in, at));
        delivered.accept(origin);
    }

    @Override
    public void acknowledged(int type, int packetId, int code) {
        if (type == PacketType.PUBREL && client != null) {
            client.acknowledge(PacketType.PUBCOMP, packetId);
        }
    }

    @Override
    public void readComplete() {
        if (client != null) {
            client.flush();
        }
    }

    private void drop(String problem) {
        if (client != null) {
            client.drop(problem);
        }
    }
}
