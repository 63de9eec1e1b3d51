package io.caracal.connector.postgresql;

import io.caracal.connector.jdbc.TlsSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Has the driver use our TLS. It makes an object of this class, by name, for each connection. */
public final class CaracalTls extends SSLSocketFactory {
    private final TlsSockets sockets = TlsSockets.CURRENT.get();

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return sockets.over(socket);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.factory().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.factory().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        throw unsupported();
    }

    private static IOException unsupported() {
        return new IOException("the driver connects by itself and wants TLS over its socket");
    }
}
