package io.caracal.security;

import static io.caracal.security.Chains.decide;
import static io.caracal.security.Chains.element;
import static io.caracal.security.Chains.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain becomes another one while clients pass it. */
class ChainChangeTest {
    private static final AuthenticationResult ACCEPT = AuthenticationResult.accept();
    private static final AuthenticationResult REJECT = AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);

    private final DynamicChain chain = Chains.of("a", "b");
    private final List<TestAuthenticator> made = new ArrayList<>();

    @BeforeEach
    void start() {
        chain.start();
        factory(1, "a", AuthenticationResult.next());
        factory(2, "b", ACCEPT);
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private void factory(int id, String backend, AuthenticationResult answer) {
        chain.add(version(id), new TestFactory(backend, _ -> {
            TestAuthenticator authenticator = TestAuthenticator.answering(answer);
            made.add(authenticator);
            return authenticator;
        }));
    }

    private static AuthenticationSettings settings(SettingsNode... nodes) {
        return new AuthenticationSettings(List.of(nodes));
    }

    private static SettingsNode changed(int index, String backend) {
        return element(index, backend, Map.of("note", "changed"));
    }

    private List<String> ids() {
        return chain.elements().stream().map(report -> report.backend()).toList();
    }

    @Test
    void whatDidNotChangeStaysLive() throws Exception {
        factory(3, "c", REJECT);

        chain.prepare(settings(element(0, "c", Map.of()), element(1, "b", Map.of())))
                .commit();

        assertThat(ids()).containsExactly("c", "b");
        assertThat(decide(chain)).isEqualTo(REJECT);
        assertThat(made).hasSize(3);
        await().untilAsserted(() -> assertThat(made.get(0).closed).hasValue(1));
        assertThat(made.get(1).closed).hasValue(0);
    }

    @Test
    void anElementWithOtherSettingsIsCreatedBesideTheOldOneWhichIsClosedAfterwards() throws Exception {
        PreparedChange change = chain.prepare(settings(element(0, "a", Map.of()), changed(1, "b")));

        assertThat(made).hasSize(3);
        assertThat(made.get(1).closed).hasValue(0);
        assertThat(decide(chain)).isEqualTo(ACCEPT);
        assertThat(made.get(2).asked).hasValue(0);
        change.commit();
        assertThat(decide(chain)).isEqualTo(ACCEPT);
        assertThat(made.get(2).asked).hasValue(1);
        await().untilAsserted(() -> assertThat(made.get(1).closed).hasValue(1));
    }

    @Test
    void anAbortedChangeClosesWhatItMade() throws Exception {
        chain.prepare(settings(element(0, "a", Map.of()), changed(1, "b"))).abort();

        assertThat(made.get(2).closed).hasValue(1);
        assertThat(made.get(1).closed).hasValue(0);
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void anElementThatCannotBeCreatedRefusesTheChangeWithItsPlace() {
        chain.add(version(3), new TestFactory("c", _ -> {
            throw new IllegalStateException("no such table");
        }));

        ElementException refusal = assertThrows(
                ElementException.class, () -> chain.prepare(settings(changed(0, "b"), element(1, "c", Map.of()))));

        assertThat(refusal.path()).isEqualTo("authentication.1");
        assertThat(refusal).hasMessageContaining("no such table");
        assertThat(made.get(2).closed).hasValue(1);
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void aTypeThatIsNotInstalledIsRefusedUnlessItIsOff() throws Exception {
        assertThat(assertThrows(ElementException.class, () -> chain.prepare(settings(element(0, "nowhere", Map.of())))))
                .hasMessage("no bundle brings the type password_based:nowhere; installed are password_based:a, "
                        + "password_based:b. Install it first, or set enable = false");

        chain.prepare(settings(element(0, "nowhere", Map.of("enable", "false"))))
                .commit();

        assertThat(chain.elements().getFirst().status()).isEqualTo(Status.DISABLED);
    }

    @Test
    void anElementWhoseBundleWentMayStayAsItIs() throws Exception {
        chain.remove(1);

        chain.prepare(settings(element(0, "a", Map.of()), changed(1, "b"))).commit();

        assertThat(chain.elements().getFirst().status()).isEqualTo(Status.NOT_INSTALLED);
    }

    @Test
    void aFactoryThatComesBetweenPreparationAndCommitServes() throws Exception {
        PreparedChange change = chain.prepare(settings(element(0, "a", Map.of()), changed(1, "b")));
        factory(5, "b", REJECT);

        change.commit();

        assertThat(decide(chain)).isEqualTo(REJECT);
    }

    @Test
    void aFactoryThatGoesBetweenPreparationAndCommitIsNotAskedAnyMore() throws Exception {
        PreparedChange change = chain.prepare(settings(element(0, "a", Map.of()), changed(1, "b")));
        chain.remove(2);

        change.commit();

        assertThat(made.get(2).closed).hasValue(1);
        assertThat(decide(chain)).isEqualTo(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
    }

    /** Both chains reject the client, each by an element of its own; half of each would let it in. */
    @Test
    void aClientOnItsWayPassesOneChainOrTheOther() throws Exception {
        CompletableFuture<AuthenticationResult> slow = new CompletableFuture<>();
        chain.add(version(3), new TestFactory("slow", TestAuthenticator.deciding(_ -> slow)));
        factory(4, "old guard", REJECT);
        factory(5, "new guard", REJECT);
        chain.prepare(settings(
                        element(0, "slow", Map.of()), element(1, "old guard", Map.of()), element(2, "b", Map.of())))
                .commit();
        CompletableFuture<AuthenticationResult> client =
                chain.begin(Chains.request()).result().toCompletableFuture();

        chain.prepare(settings(element(0, "new guard", Map.of()), element(1, "b", Map.of())))
                .commit();
        slow.complete(AuthenticationResult.next());

        assertThat(client.get()).isEqualTo(REJECT);
    }

    @Test
    void otherBoundsHoldAtOnce() {
        chain.add(version(9), new TestFactory("a", TestAuthenticator.deciding(_ -> new CompletableFuture<>())));

        chain.follow(Chains.limits(Chains.SHORT, Chains.LONG, Chains.SHORT));

        assertThat(decide(chain)).isEqualTo(AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE));
    }
}
