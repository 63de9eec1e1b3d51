package io.caracal.transport.tls;

import io.netty.handler.ssl.OpenSsl;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What TLS is made with.
 *
 * @param folder where relative paths of files start
 * @param tasks runs what takes long in a handshake, signatures and checks of certificates, so that no event loop does
 * @param library whether BoringSSL does the work instead of the JDK; asked only when there is a listener for TLS, since the answer may
 *     take loading it
 */
public record TlsEnvironment(Path folder, Executor tasks, BooleanSupplier library) {
    /** With native TLS where its library is present. */
    public static TlsEnvironment of(Path folder, Executor tasks) {
        return new TlsEnvironment(folder, tasks, OpenSsl::isAvailable);
    }

    boolean nativeTls() {
        return library.getAsBoolean();
    }
}
