package io.caracal.connector.mysql;

import io.caracal.connector.jdbc.TlsSockets;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** Has the driver use our TLS. It finds this class by its name in {@code META-INF/services}. */
public final class CaracalTls implements TlsSocketPlugin {
    static final String TYPE = "caracal";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public SSLSocketFactory getSocketFactory(
            Configuration configuration, ExceptionFactory exceptions, HostAddress server) {
        return TlsSockets.CURRENT.get().factory();
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory factory, String host) throws IOException {
        return TlsSockets.CURRENT.get().over(socket);
    }

    /** Those of the factory are used. */
    @Override
    public TrustManager[] getTrustManager(
            Configuration configuration, ExceptionFactory exceptions, HostAddress server) {
        return new TrustManager[0];
    }

    /** Those of the factory are used. */
    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) {
        return new KeyManager[0];
    }
}
