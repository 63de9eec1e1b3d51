package io.caracal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplacementTest {
    private static final String OPTS =
            ", resource_opts { health_check_interval = 100ms, start_timeout = 10s, stop_timeout = 10s } }";
    private static final String A = "fake.main { server = a" + OPTS;
    private static final String B = "fake.main { server = b" + OPTS;

    @Test
    void updatesAndChangesFailNoCall() throws Throwable {
        try (Hubs hubs = new Hubs(A)) {
            long service = hubs.install(1);
            hubs.hub.start();
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger calls = new AtomicInteger();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread load = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    try {
                        Hubs.ask(caller, "/");
                        calls.incrementAndGet();
                    } catch (Throwable e) {
                        failure.complete(e);
                    }
                }
            });

            for (int version = 2; version < 5; version++) {
                long next = hubs.install(version);
                hubs.hub.remove(service);
                service = next;
                hubs.change(version % 2 == 0 ? B : A);
                await().until(() ->
                        hubs.server.links.stream().filter(link -> !link.closed).count() == 1);
            }
            over.set(true);
            load.join();

            assertThat(failure).isNotDone();
            assertThat(calls).hasPositiveValue();
            assertThat(Hubs.ask(caller, "/")).isEqualTo("v4@b");
        }
    }

    @Test
    void callsUnderWayFinishOnThePredecessor() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            CompletableFuture<HttpAnswer> slow = new CompletableFuture<>();
            hubs.server.special = _ -> slow;
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            var underWay = caller.call(HttpCall.get("/special")).toCompletableFuture();

            hubs.change(B);
            assertThat(hubs.server.links.getFirst().closed).isFalse();
            slow.complete(new HttpAnswer(204, Map.of(), new byte[0]));

            assertThat(underWay.join().status()).isEqualTo(204);
            await().until(() -> hubs.server.links.getFirst().closed);
        }
    }

    @Test
    void anUpdateThatCannotConnectIsObjectedToAndTheOldVersionStays() throws Throwable {
        try (Hubs hubs = Hubs.running(A)) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            FakeServer unreachable = new FakeServer();
            unreachable.kill("a");

            long service = hubs.install(2, unreachable.factory("v2"));

            assertThat(hubs.hub.objection(service).orElseThrow()).contains("connector fake:main", "connection refused");
            assertThat(Hubs.ask(caller, "/")).isEqualTo("v1@a");
            assertThat(unreachable.links).allMatch(link -> link.closed);
        }
    }

    @Test
    void anUpdateWhileTheServerIsDownIsNotObjectedTo() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.server.kill("a");
            await().until(() -> !hubs.status("fake:main").connected());

            long service = hubs.install(2);

            assertThat(hubs.hub.objection(service)).isEmpty();
        }
    }

    @Test
    void aChangeThatCannotConnectIsRefusedAndChangesNothing() throws Throwable {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.server.kill("b");

            assertThatThrownBy(() -> hubs.change(B))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("connectors.fake.main")
                    .hasMessageContaining("connection refused");
            assertThat(Hubs.ask(hubs.caller("fake:main", "tests one"), "/")).isEqualTo("v1@a");
        }
    }

    @Test
    void whatIsDisconnectedMayBeChangedToWhatIsDisconnected() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.server.kill("a");
            hubs.server.kill("b");
            await().until(() -> !hubs.status("fake:main").connected());

            hubs.change(B);
            hubs.server.start("b");

            await().until(() -> hubs.status("fake:main").connected());
        }
    }

    @Test
    void aNewConnectorNeedNotBeConnectedButMade() throws Exception {
        try (Hubs hubs = Hubs.running("")) {
            hubs.server.kill("a");

            hubs.change(A);

            assertThat(hubs.status("fake:main").reason()).contains("connection refused");
            assertThatThrownBy(() -> hubs.change(A + ", fake.second.server = broken"))
                    .hasMessageContaining("connectors.fake.second")
                    .hasMessageContaining("client.pem");
            assertThat(hubs.admin().connectors()).hasSize(1);
        }
    }

    @Test
    void aNewConnectorOfATypeThatIsNotInstalledIsRefused() throws Exception {
        try (Hubs hubs = Hubs.running("")) {
            assertThatThrownBy(() -> hubs.change("other.main { x = 1 }")).hasMessageContaining("installed are [fake]");
        }
    }

    @Test
    void descriptionsAndOptionsChangeWithoutANewConnection() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.change(A + ", fake.main.description = text, fake.main.resource_opts.health_check_interval = 20s");

            assertThat(hubs.server.links).hasSize(1);
        }
    }

    @Test
    void aConnectorInUseIsNotRemovedAndItsUsersAreNamed() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.caller("fake:main", "authentication jwt");

            assertThatThrownBy(() -> hubs.change("")).hasMessageContaining("in use by authentication jwt");
            assertThat(hubs.status("fake:main")).isEqualTo(ConnectorStatus.CONNECTED);
        }
    }

    @Test
    void aUserWhoseReferenceIsMaskedKeepsTheConnector() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.caller("fake:main", "listeners tcp:default x");
            Map<String, Object> masked = Map.of("listeners", List.of(Map.of("connector", "******")));

            assertThatThrownBy(() -> hubs.prepare("", masked))
                    .hasMessageContaining("in use by listeners tcp:default x");
        }
    }

    @Test
    void aConnectorMayGoTogetherWithItsUserAndServesItToTheEnd() throws Throwable {
        try (Hubs hubs = Hubs.running(A)) {
            ConnectorUse use = hubs.hub.open("fake:main", "authentication jwt");
            HttpCaller caller = use.capability(HttpCaller.class);

            hubs.prepare("", Map.of("authentication", List.of())).commit();
            assertThat(Hubs.ask(caller, "/")).isEqualTo("v1@a");
            use.close();

            await().until(() -> hubs.server.links.getFirst().closed);
            assertThat(hubs.admin().connectors()).isEmpty();
        }
    }

    @Test
    void aUserOfTheSameChangeFindsTheNewConnectorAndNotTheRemoved() throws Exception {
        try (Hubs hubs = Hubs.running(A)) {
            PreparedChange change = hubs.prepare("fake.second { server = b" + OPTS, Map.of());

            assertThat(hubs.hub
                            .open("fake:second", "tests x")
                            .started()
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(ConnectorStatus.CONNECTED);
            assertThatIllegalArgumentException().isThrownBy(() -> hubs.hub.open("fake:main", "tests x"));
            change.commit();
            assertThat(hubs.status("fake:second")).isEqualTo(ConnectorStatus.CONNECTED);
        }
    }

    @Test
    void aChangeThatIsGivenUpLeavesNothingBehind() throws Throwable {
        try (Hubs hubs = Hubs.running(A)) {
            hubs.prepare(B + ", fake.second.server = c", Map.of()).abort();

            await().until(() ->
                    hubs.server.links.stream().filter(link -> !link.closed).count() == 1);
            assertThat(Hubs.ask(hubs.caller("fake:main", "tests one"), "/")).isEqualTo("v1@a");
        }
    }

    @Test
    void aFactoryThatComesBeforeTheCommitServesAfterwards() throws Throwable {
        try (Hubs hubs = new Hubs(A)) {
            long service = hubs.install(1);
            hubs.hub.start();
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            PreparedChange change = hubs.prepare(B, Map.of());
            hubs.install(2);

            change.commit();
            hubs.hub.remove(service);

            assertThat(Hubs.ask(caller, "/")).isEqualTo("v2@b");
        }
    }
}
