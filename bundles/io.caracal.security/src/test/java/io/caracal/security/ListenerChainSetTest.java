package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.rejected;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.ListenerChains.ListenerAuthentication;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerChainSetTest {
    private static final String LISTENER = "tcp:default";

    private final TestAuthenticator own = TestAuthenticator.accepting();
    private final TestAuthenticator broker = TestAuthenticator.answering(rejected(Reason.BANNED));
    private DynamicChain chain;

    @BeforeEach
    void start() {
        chain = Chains.of("broker");
        chain.add(version(1), new TestFactory("broker", broker));
        chain.add(version(2), new TestFactory("own", own));
        chain.start();
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private static Map<String, ListenerAuthentication> elements(String... backends) {
        return Map.of(
                LISTENER,
                new ListenerAuthentication(
                        true,
                        List.of(backends).stream()
                                .map(backend -> (SettingsNode) Chains.element(0, backend, Map.of()))
                                .toList()));
    }

    private void become(Map<String, ListenerAuthentication> listeners) throws SettingsException {
        chain.listeners().prepare(listeners).commit();
    }

    @Test
    void listenerWithoutElementsGoesByTheChainOfTheBroker() throws SettingsException {
        become(elements());

        assertThat(decide(chain)).isEqualTo(rejected(Reason.BANNED));
    }

    @Test
    void chainOfAListenerReplacesThatOfTheBroker() throws SettingsException {
        become(elements("own"));

        assertThat(decide(chain)).isInstanceOf(Accept.class);
        assertThat(broker.asked).hasValue(0);
        assertThat(chain.elements(LISTENER)).hasSize(1);
        assertThat(chain.elements("tcp:other")).isEmpty();
    }

    @Test
    void listenerWithoutAuthenticationIsOpen() throws SettingsException {
        become(Map.of(LISTENER, new ListenerAuthentication(false, List.of())));

        assertThat(chain.open(LISTENER)).isTrue();
        assertThat(chain.open("tcp:other")).isFalse();
        assertThat(decide(chain)).isInstanceOf(Accept.class);
    }

    @Test
    void preparedChainIsNotPassedBeforeItsCommit() throws SettingsException {
        PreparedChange prepared = chain.listeners().prepare(elements("own"));

        assertThat(decide(chain)).isEqualTo(rejected(Reason.BANNED));

        prepared.abort();
        assertThat(own.closed).hasValue(1);
    }

    @Test
    void elementThatCannotStartRefusesTheChange() {
        assertThatThrownBy(() -> become(elements("unknown")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("password_based:unknown");

        assertThat(decide(chain)).isEqualTo(rejected(Reason.BANNED));
    }

    @Test
    void chainThatGoesIsClosed() throws SettingsException {
        become(elements("own"));

        become(elements());

        assertThat(decide(chain)).isEqualTo(rejected(Reason.BANNED));
        Awaitility.await().until(() -> own.closed.get() == 1);
    }

    @Test
    void atTheStartAnElementWithoutItsBundleRejects() {
        chain.listeners().start(elements("unknown"));

        assertThat(decide(chain)).isEqualTo(rejected(Reason.SERVER_UNAVAILABLE));
    }

    @Test
    void newVersionOfABundleServesListenersToo() throws SettingsException {
        become(elements("own"));
        TestAuthenticator successor = TestAuthenticator.answering(rejected(Reason.BAD_USERNAME_OR_PASSWORD));

        chain.add(version(3), new TestFactory("own", successor));

        assertThat(decide(chain)).isEqualTo(rejected(Reason.BAD_USERNAME_OR_PASSWORD));
        assertThat(own.closed).hasValue(1);
    }
}
