package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event.Garbled;
import io.caracal.itests.crash.history.Event.Looked;
import io.caracal.itests.crash.history.Event.Looking;
import io.caracal.itests.crash.history.History;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody without a session who fetches all retained messages that a filter matches. */
public final class Onlooker {
    private static final String NAME = "onlooker";
    private static final int VERSION = 5;
    private static final int PINGRESP = 13;
    private static final byte[] PINGREQ = {(byte) 0xC0, 0};
    private static final int QUIET_ROUNDS = 3;
    private static final int ROUND_MILLIS = 50;
    private static final int PATIENCE_MILLIS = 60_000;

    private final History history;
    private final InetSocketAddress broker;

    public Onlooker(History history, InetSocketAddress broker) {
        this.history = history;
        this.broker = broker;
    }

    /** Looks once; the broker has to be there. */
    public void look(String filter) throws IOException, InterruptedException {
        Map<String, Integer> seen = new TreeMap<>();
        try (Socket socket = new Socket(broker.getAddress(), broker.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(Packets.connect(VERSION, NAME, true, WireClient.Will.NONE));
            Packet.read(in);
            history.add(new Looking(NAME));
            socket.getOutputStream().write(Packets.subscribe(VERSION, 1, filter, 0));
            for (int quiet = 0; quiet < QUIET_ROUNDS; quiet++) {
                Thread.sleep(ROUND_MILLIS);
                socket.getOutputStream().write(PINGREQ);
                if (untilPong(in, seen)) {
                    quiet = 0;
                }
            }
            socket.getOutputStream().write(Packets.DISCONNECT);
        }
        history.add(new Looked(NAME, seen));
    }

    /** Whether something came in between. */
    private boolean untilPong(DataInputStream in, Map<String, Integer> seen) throws IOException {
        boolean some = false;
        for (Packet packet = Packet.read(in); packet.type() != PINGRESP; packet = Packet.read(in)) {
            some = true;
            if (packet.type() == Packet.PUBLISH) {
                note(packet, seen);
            }
        }
        return some;
    }

    private void note(Packet packet, Map<String, Integer> seen) {
        byte[] bytes = packet.payload(VERSION);
        Optional<Payload> payload = Payload.read(bytes);
        if (payload.isPresent()) {
            seen.put(packet.topic(), payload.get().number());
        } else if (bytes.length == 0) {
            seen.remove(packet.topic());
        } else {
            history.add(new Garbled(NAME, packet.topic(), Text.of(bytes)));
        }
    }
}
