package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients see when the broker stops. */
class ShutdownIT extends ClientsTest {
    private static final int SERVER_SHUTTING_DOWN = 0x8B;

    @Test
    void clientsOfVersion5AreToldWhyAndAllAreDisconnected() throws Exception {
        Broker broker = closing(Distribution.built().broker().start());
        Map<Library, Client> clients = new EnumMap<>(Library.class);
        Map<Library, Integer> expected = new EnumMap<>(Library.class);
        for (Library library : Library.values()) {
            Client client = client(library, broker.address());
            client.connect(Session.clean(clientId()));
            clients.put(library, client);
            expected.put(library, library.five() ? SERVER_SHUTTING_DOWN : Client.NO_REASON);
        }

        int exitCode = broker.stop();

        Map<Library, Integer> seen = new EnumMap<>(Library.class);
        for (Map.Entry<Library, Client> entry : clients.entrySet()) {
            seen.put(entry.getKey(), entry.getValue().awaitDisconnect());
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(exitCode).isZero();
    }
}
