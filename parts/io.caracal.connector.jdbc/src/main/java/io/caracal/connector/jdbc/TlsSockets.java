package io.caracal.connector.jdbc;

import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.api.connector.TlsClientSettings;
import io.caracal.api.connector.TlsClientSettings.Verify;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Puts TLS over a connected socket, as the settings say: with the certificates of the context, the name that the server's certificate has to
 * bear, and that check made before anything else is sent. Both drivers can verify too, each in its own way; so that both do it alike, neither does.
 */
public final class TlsSockets {
    /**
     * Those of the connection that is being made on this thread. Drivers take a class's name for their sockets, and this is how an object of
     * it finds what belongs to the connection.
     */
    public static final ScopedValue<TlsSockets> CURRENT = ScopedValue.newInstance();

    private final SSLContext context;
    private final String serverName;
    private final boolean verify;

    private TlsSockets(SSLContext context, String serverName, boolean verify) {
        this.context = context;
        this.serverName = serverName;
        this.verify = verify;
    }

    /**
     * Reads the files.
     *
     * @throws IOException naming the file that cannot be used
     */
    public static TlsSockets of(SqlServerSettings settings, ConnectorContext context) throws IOException {
        TlsClientSettings tls = settings.ssl();
        return new TlsSockets(
                context.tls(tls),
                tls.serverNameIndication().orElse(settings.host()),
                tls.verify() == Verify.VERIFY_PEER);
    }

    /** The same connections, encrypted by these. */
    public ConnectionOpener around(ConnectionOpener opener) {
        return () -> ScopedValue.where(CURRENT, this).call(opener::open);
    }

    /** Closing the result closes the socket below. */
    public SSLSocket over(Socket socket) throws IOException {
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(socket, serverName, socket.getPort(), true);
        if (verify) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        return secure;
    }

    /** For drivers that want to see a factory. */
    public SSLSocketFactory factory() {
        return context.getSocketFactory();
    }
}
