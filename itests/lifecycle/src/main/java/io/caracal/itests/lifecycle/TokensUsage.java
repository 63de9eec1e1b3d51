package io.caracal.itests.lifecycle;

import io.caracal.itests.servers.HttpBehaviour;
import io.caracal.itests.servers.TokenIssuer;
import io.caracal.itests.servers.UnrulyHttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tokens of an issuer whose keys are fetched from a server; those of another let nobody in. */
final class TokensUsage implements Usage {
    private final TokenIssuer issuer = TokenIssuer.rsa("one");
    private final UnrulyHttpServer server = UnrulyHttpServer.idle();
    private final Credentials right = new Credentials("otter", issuer.token("{\"sub\":\"otter\"}"));
    private final Credentials wrong =
            new Credentials("otter", TokenIssuer.rsa("one").token("{\"sub\":\"otter\"}"));
    private final Distribution distribution;

    TokensUsage(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public String configuration() {
        server.behave(HttpBehaviour.json(issuer.keySet()));
        server.restart();
        return """
                authentication = [{
                  mechanism = jwt
                  endpoint = "%s/keys"
                  verify_claims { sub = "${username}" }
                }]
                """.formatted(server.url());
    }

    @Override
    public List<Path> companions() {
        return List.of(distribution.bundle("io.caracal.connector.http"));
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.of(right);
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return Clients.getsIn(broker, right);
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        return Clients.getsIn(broker, wrong);
    }

    @Override
    public void close() {
        server.close();
    }
}
