package io.caracal.itests.lifecycle;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Users of the configuration: the right password lets in, any other never does. */
final class BuiltinUsersUsage implements Usage {
    private static final Credentials RIGHT = new Credentials("otter", "fish and more fish");
    private static final Credentials WRONG = new Credentials("otter", "no fish");

    @Override
    public String configuration() {
        return """
                authentication = [{
                  mechanism = password_based
                  backend = built_in_database
                  users = [{ user_id = "%s", password = "%s" }]
                }]
                """.formatted(RIGHT.username(), RIGHT.password());
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
}
