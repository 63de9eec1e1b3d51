package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User names and passwords of the built-in provider, out of the configuration file. */
class AuthenticationIT extends ClientsTest {
    private static final String CONFIGURATION = """
            authentication = [
              {
                mechanism = password_based
                backend = built_in_database
                user_id_type = username
                users = [
                  { user_id = alice, password = "wonderland" }
                  # the same, hashed: PBKDF2 of "s3cret"
                  { user_id = bob, password_hash = "%s" }
                ]
              }
            ]
            """.formatted(Pbkdf2.hash("s3cret"));

    private static Broker guarded;

    @BeforeAll
    static void start() {
        guarded = Distribution.built().broker().configuration(CONFIGURATION).start();
    }

    @AfterAll
    static void stop() throws Exception {
        guarded.close();
    }

    @ParameterizedTest
    @EnumSource
    void rightPasswordLetsTheClientIn(Library library) throws Exception {
        for (String[] login : new String[][] {{"alice", "wonderland"}, {"bob", "s3cret"}}) {
            Client client = client(library, guarded.address());
            client.connect(Session.clean(clientId()).login(login[0], login[1]));
            client.subscribe(topic("a"), 1);
            client.publish(Message.of(topic("a"), login[0], 1));

            assertThat(client.receive().text()).isEqualTo(login[0]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongPasswordIsRefusedAsSuch(Library library) {
        Session wrong = Session.clean(clientId()).login("alice", "looking-glass");

        assertRefused(library, wrong, library.five() ? 0x86 : 4);
    }

    @ParameterizedTest
    @EnumSource
    void unknownUserIsNotAuthorized(Library library) {
        assertRefused(library, Session.clean(clientId()).login("mallory", "wonderland"), library.five() ? 0x87 : 5);
    }

    @ParameterizedTest
    @EnumSource
    void clientWithoutNameIsNotAuthorized(Library library) {
        assertRefused(library, Session.clean(clientId()), library.five() ? 0x87 : 5);
    }

    private void assertRefused(Library library, Session session, int code) {
        Client client = client(library, guarded.address());
        assertThatThrownBy(() -> client.connect(session))
                .asInstanceOf(throwable(RefusedException.class))
                .extracting(RefusedException::code)
                .isEqualTo(code);
    }
}
