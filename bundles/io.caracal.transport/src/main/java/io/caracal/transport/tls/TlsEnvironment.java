package io.caracal.transport.tls;

import io.netty.handler.ssl.OpenSsl;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What TLS is made with.
 *
 * @param folder where relative paths of files start
 * @param tasks runs what takes long in a handshake, signatures and checks of certificates, so that no event loop does
 * @param nativeTls whether BoringSSL does the work instead of the JDK
 */
public record TlsEnvironment(Path folder, Executor tasks, boolean nativeTls) {
    /** With native TLS where its library is present. */
    public static TlsEnvironment of(Path folder, Executor tasks) {
        return new TlsEnvironment(folder, tasks, OpenSsl.isAvailable());
    }
}
