package io.caracal.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for brokers that must be told theirs. They lie below those that the system gives to whoever asks for any, so that nobody gets one of them
 * by chance before the broker binds it, or while it is down between two runs.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private FreePorts() {}

    /** A port that nobody listens on, on any address. */
    public static int one() {
        return take(1).getFirst();
    }

    /**
     * Ports that nobody listens on, on any address; no two are the same.
     *
     * @throws UncheckedIOException if there are none left
     */
    public static List<Integer> take(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int offset = ThreadLocalRandom.current().nextInt(LAST - FIRST);
            for (int i = 0; i < LAST - FIRST && held.size() < count; i++) {
                tryToHold(FIRST + (offset + i) % (LAST - FIRST), held);
            }
            if (held.size() < count) {
                throw new IOException("fewer than " + count + " ports from " + FIRST + " to " + LAST + " are free");
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(FreePorts::close);
        }
    }

    private static void tryToHold(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(port), 1);
            held.add(socket);
        } catch (BindException _) {
            socket.close(); // somebody has it: the next one
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
