package io.caracal.cli.bench;

import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection: CONNECT, SUBSCRIBE if there are filters, then whatever its {@link Role} does. On the thread of its worker. */
final class Client extends ChannelInboundHandlerAdapter {
    private enum State {
        CONNECTING,
        WAITING,
        SUBSCRIBING,
        ESTABLISHED,
        LEAVING,
        GONE
    }

    private static final int FIRST_ROOM = 256;
    private static final int SUBSCRIBE_ID = 1;

    private final Worker worker;
    private final Fleet fleet;
    private final Greeting greeting;
    private final Role role;
    private final Runnable settled;
    private State state = State.CONNECTING;
    private @Nullable Channel channel;
    private @Nullable ByteBuf rest;
    private @Nullable ByteBuf out;
    private boolean quiet = true;
    private long started;
    private int receiveMaximum = 0xFFFF;

    /** @param settled called once, when the client is established or has failed */
    Client(Worker worker, Fleet fleet, Greeting greeting, Role role, Runnable settled) {
        this.worker = worker;
        this.fleet = fleet;
        this.greeting = greeting;
        this.role = role;
        this.settled = settled;
    }

    Worker worker() {
        return worker;
    }

    /** How many messages of QoS 1 and 2 the broker takes at once. */
    int receiveMaximum() {
        return receiveMaximum;
    }

    boolean gone() {
        return state == State.GONE;
    }

    /** The attempt to connect begins. */
    void starting() {
        started = worker.mark();
    }

    // What is sent.

    boolean writable() {
        return state == State.ESTABLISHED && channel != null && channel.isWritable();
    }

    /** A buffer with room for that many bytes; {@link #flush} sends it. */
    ByteBuf room(int length) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = open().alloc().directBuffer(Math.max(FIRST_ROOM, length));
            out = buffer;
        }
        return buffer.ensureWritable(length);
    }

    private Channel open() {
        if (channel == null) {
            throw new IllegalStateException("not connected");
        }
        return channel;
    }

    void acknowledge(int type, int packetId) {
        if (state == State.GONE) {
            return;
        }
        int flags = type == PacketType.PUBREL ? 2 : 0;
        ByteBuf buffer = room(4);
        buffer.writeShort((type << 4 | flags) << 8 | 2);
        buffer.writeShort(packetId);
    }

    private void send(Packet packet) {
        PacketEncoder.encode(packet, fleet.version(), room(FIRST_ROOM));
        flush();
    }

    void flush() {
        ByteBuf buffer = out;
        if (buffer != null) {
            out = null;
            quiet = false;
            var unused = open().writeAndFlush(buffer);
        }
    }

    void pingIfQuiet() {
        if (quiet && state == State.ESTABLISHED) {
            send(new Packet.PingReq());
        }
        quiet = true;
    }

    /** Goes in order; the broker closes. */
    void leave() {
        if (state == State.ESTABLISHED) {
            state = State.LEAVING;
            send(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        }
    }

    // What happens.

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (fleet.tls() == null && !fleet.endpoint().webSocket()) {
            greet();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                drop("TLS: " + Causes.words(handshake.cause()));
            } else if (!fleet.endpoint().webSocket()) {
                greet();
            }
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            greet();
        }
    }

    private void greet() {
        state = State.WAITING;
        send(greeting.connect());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        worker.mark();
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = rest;
        if (before != null) {
            before.writeBytes(in);
            in.release();
            in = before;
            rest = null;
        }
        try {
            in.readerIndex(packets(in));
        } catch (MalformedPacketException e) {
            drop("The broker sent a malformed packet: " + e.getMessage() + ".");
        }
        keep(ctx, in, before);
    }

    /** Keeps a packet that is cut off for the next read. */
    private void keep(ChannelHandlerContext ctx, ByteBuf in, @Nullable ByteBuf own) {
        if (!in.isReadable() || state == State.GONE) {
            in.release();
        } else if (in == own) {
            rest = in.discardReadBytes();
        } else {
            rest = ctx.alloc()
                    .buffer(Math.max(FIRST_ROOM, 2 * in.readableBytes()))
                    .writeBytes(in);
            in.release();
        }
    }

    private int packets(ByteBuf in) throws MalformedPacketException {
        int index = in.readerIndex();
        int limit = in.writerIndex();
        while (state != State.GONE) {
            long frame = Frames.read(in, index, limit);
            if (frame == Frames.INCOMPLETE || limit - index < Frames.totalLength(frame)) {
                break;
            }
            int end = index + Frames.totalLength(frame);
            packet(in, in.getUnsignedByte(index), index + Frames.headerLength(frame), end);
            index = end;
        }
        return index;
    }

    private void packet(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        int type = header >> 4;
        switch (type) {
            case PacketType.PUBLISH -> role.message(in, header, start, end);
            case PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP ->
                role.acknowledged(
                        type, in.getUnsignedShort(start), end - start > 2 ? in.getUnsignedByte(start + 2) : 0);
            case PacketType.PINGRESP -> {}
            default -> control(PacketDecoder.decode(in, header, start, end, fleet.version()));
        }
    }

    private void control(Packet packet) {
        switch (packet) {
            case Packet.ConnAck ack when state == State.WAITING && ack.returnCode() == 0 -> welcome(ack);
            case Packet.ConnAck ack
            when state == State.WAITING ->
                drop("The broker refuses the connection with 0x%02x%s."
                        .formatted(ack.returnCode(), Causes.reason(fleet.version(), ack.returnCode())));
            case Packet.SubAck ack when state == State.SUBSCRIBING -> subscribed(ack.codes());
            case Packet.Disconnect disconnect ->
                drop("The broker ends the connection: " + disconnect.reason().name() + ".");
            default -> drop("The broker sent " + packet.getClass().getSimpleName() + " at a time when it must not.");
        }
    }

    private void welcome(Packet.ConnAck ack) {
        receiveMaximum = (int) ack.properties().number(Property.RECEIVE_MAXIMUM, 0xFFFF);
        if (greeting.filters().isEmpty()) {
            establish();
            return;
        }
        state = State.SUBSCRIBING;
        send(new Packet.Subscribe(
                SUBSCRIBE_ID,
                greeting.filters().stream()
                        .map(filter -> new Packet.Subscription(filter, greeting.qos(), false, false, 0))
                        .toList(),
                Properties.NONE));
    }

    private void subscribed(List<Integer> codes) {
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) >= 0x80) {
                drop("The broker refuses the topic filter '%s' with 0x%02x."
                        .formatted(greeting.filters().get(i), codes.get(i)));
                return;
            }
        }
        establish();
    }

    private void establish() {
        state = State.ESTABLISHED;
        worker.meter.connected.increment();
        Latency.record(worker.connects, worker.mark() - started);
        worker.keepAlive(this, fleet.keepAlive());
        role.established();
        settled.run();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        role.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            role.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop("The connection was closed by the broker.");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        drop("A connection broke: " + Causes.words(cause));
    }

    /** The end of the attempt to connect, if it goes on still. */
    void giveUp(String problem) {
        if (state == State.CONNECTING || state == State.WAITING || state == State.SUBSCRIBING) {
            drop(problem);
        }
    }

    /** The end of it, and why; said only once. */
    void drop(String problem) {
        State before = state;
        if (before == State.GONE) {
            return;
        }
        state = State.GONE;
        if (before == State.ESTABLISHED) {
            worker.meter.dropped.increment();
            worker.meter.connected.decrement();
        } else if (before == State.LEAVING) {
            worker.meter.connected.decrement();
        } else {
            worker.meter.refused.increment();
        }
        if (before != State.LEAVING) {
            worker.meter.problem(problem);
        }
        release();
        role.gone();
        if (before != State.ESTABLISHED && before != State.LEAVING) {
            settled.run();
        }
    }

    private void release() {
        if (out != null) {
            out.release();
            out = null;
        }
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (channel != null) {
            var unused = channel.close();
        }
    }
}
