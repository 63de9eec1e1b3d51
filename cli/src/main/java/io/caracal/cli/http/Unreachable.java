package io.caracal.cli.http;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Why nothing came back, in a sentence. */
final class Unreachable {
    private Unreachable() {}

    static CliException of(IOException e, Target target, Duration timeout) {
        String url = target.url().toString();
        String sentence =
                switch (e) {
                    case ConnectException _ ->
                        "Nothing answers at " + url + " (" + reason(e)
                                + "). Is the broker running, and its REST API at this address? See 'caracal status', or name another with --url.";
                    case UnknownHostException _ ->
                        "There is no host '" + target.url().getHost() + "'. Is the address " + url + " right?";
                    case SocketTimeoutException _ ->
                        url + " did not answer within " + timeout.toSeconds()
                                + " s. Try again, or wait longer with --timeout.";
                    case SSLException _ ->
                        "No secure connection to " + url + ": " + reason(e)
                                + ". If its certificate is not signed by a known authority, name a file of certificates to trust with --cacert.";
                    default -> "The connection to " + url + " broke: " + reason(e) + ".";
                };
        return new CliException(ExitCode.UNREACHABLE, sentence, e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
