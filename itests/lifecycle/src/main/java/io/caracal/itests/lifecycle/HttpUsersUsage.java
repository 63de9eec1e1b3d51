package io.caracal.itests.lifecycle;

import io.caracal.itests.servers.HttpBehaviour;
import io.caracal.itests.servers.HttpRequest;
import io.caracal.itests.servers.UnrulyHttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Users that an HTTP server knows, and what they may do. */
final class HttpUsersUsage implements Usage {
    private static final Credentials RIGHT = new Credentials("otter", "fish and more fish");
    private static final Credentials WRONG = new Credentials("otter", "no fish");

    private final Distribution distribution;
    private final UnrulyHttpServer server = UnrulyHttpServer.idle();

    HttpUsersUsage(Distribution distribution) {
        this.distribution = distribution;
    }

    private static void answer(HttpRequest request, OutputStream out) throws IOException, InterruptedException {
        String result = request.body().contains(RIGHT.password()) ? "allow" : "deny";
        HttpBehaviour.json("{\"result\":\"" + result + "\"}").answer(request, out);
    }

    @Override
    public String configuration() {
        server.behave(HttpUsersUsage::answer);
        server.restart();
        return """
                authentication = [{
                  mechanism = password_based
                  backend = http
                  url = "%s/auth"
                  body { username = "${username}", password = "${password}" }
                }]
                """.formatted(server.url());
    }

    @Override
    public List<Path> companions() {
        return List.of(distribution.bundle("io.caracal.connector.http"));
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.of(RIGHT);
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return Clients.getsIn(broker, RIGHT);
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        return Clients.getsIn(broker, WRONG);
    }

    @Override
    public void close() {
        server.close();
    }
}
