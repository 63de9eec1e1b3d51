package io.caracal.itests.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Has the JVM make what it makes once for all virtual threads: those that wait for sockets on their behalf are started by the first one that reads, and
 * keep what was on its stack.
 */
final class VirtualThreads {
    private VirtualThreads() {}

    static void warmUp() throws InterruptedException {
        Thread.ofVirtual().start(VirtualThreads::readOneByte).join();
    }

    private static void readOneByte() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread writer = Thread.ofVirtual().start(() -> write(accepted));
            client.getInputStream().read();
            writer.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket socket) {
        try {
            Thread.sleep(20);
            socket.getOutputStream().write(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
