package io.caracal.itests.auth;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Many clients that connect at once, each by a socket and one CONNECT packet, and wait for what they are told. */
final class Storm implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    /** All of them have said who they are when this returns. */
    static Storm of(int clients, int port, String username, String password) {
        Storm storm = new Storm();
        try {
            for (int i = 0; i < clients; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                storm.sockets.add(socket);
                socket.getOutputStream().write(connect("storm-" + i, username, password));
            }
            return storm;
        } catch (IOException e) {
            storm.close();
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] connect(String clientId, String username, String password) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.write(new byte[] {5, (byte) 0xC2, 0, 60, 0});
        out.writeUTF(clientId);
        out.writeUTF(username);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        out.writeShort(secret.length);
        out.write(secret);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(body.size());
        body.writeTo(packet);
        return packet.toByteArray();
    }

    /** How many were told which reason code of CONNACK; who is not answered in time counts as -1. */
    TreeMap<Integer, Integer> answers(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        TreeMap<Integer, Integer> counted = new TreeMap<>();
        for (Socket socket : sockets) {
            long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
            counted.merge(answer(socket, (int) left), 1, Integer::sum);
        }
        return counted;
    }

    private static int answer(Socket socket, int patienceMillis) {
        try {
            socket.setSoTimeout(patienceMillis);
            byte[] connack = new byte[4];
            new DataInputStream(socket.getInputStream()).readFully(connack);
            return connack[3] & 0xFF;
        } catch (SocketTimeoutException _) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
