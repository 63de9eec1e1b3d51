package io.caracal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.SqlClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ConnectorHubTest {
    private static final String QUICK =
            "resource_opts { health_check_interval = 100ms, start_timeout = 10s, stop_timeout = 500ms }";
    private static final String SELDOM =
            "resource_opts { health_check_interval = 1h, start_timeout = 10s, stop_timeout = 500ms }";
    private static final String ONE = "fake.main { server = a, " + QUICK + " }";

    @Test
    void callsReachTheServer() throws Throwable {
        try (Hubs hubs = Hubs.running(ONE)) {
            assertThat(Hubs.ask(hubs.caller("fake:main", "tests one"), "/")).isEqualTo("v1@a");
        }
    }

    @Test
    void callsFailAtOnceWhileTheServerIsDown() throws Exception {
        try (Hubs hubs = new Hubs(ONE)) {
            hubs.server.kill("a");
            hubs.install(1);
            hubs.hub.start();
            HttpCaller caller = hubs.caller("fake:main", "tests one");

            assertThatThrownBy(() -> Hubs.ask(caller, "/"))
                    .isInstanceOf(ConnectorUnavailableException.class)
                    .hasMessageContaining("fake:main")
                    .hasMessageContaining("connection refused");
        }
    }

    @Test
    void aConnectorWhoseTypeIsNotInstalledIsDisconnectedAndComesBackWithIt() throws Throwable {
        try (Hubs hubs = new Hubs(ONE)) {
            hubs.hub.start();
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            assertThat(hubs.status("fake:main")).isEqualTo(ConnectorStatus.disconnected("type not installed"));

            hubs.install(1);

            assertThat(Hubs.ask(caller, "/")).isEqualTo("v1@a");
        }
    }

    @Test
    void aConnectorWhoseBundleGoesIsClosedBeforeItIsGone() throws Exception {
        try (Hubs hubs = new Hubs(ONE)) {
            long service = hubs.install(1);
            hubs.hub.start();

            hubs.hub.remove(service);

            assertThat(hubs.server.links).hasSize(1).allMatch(link -> link.closed);
            assertThat(hubs.status("fake:main").reason()).isEqualTo("type not installed");
        }
    }

    @Test
    void theStatusFollowsTheServerAndRecoversByItself() throws Throwable {
        try (Hubs hubs = Hubs.running(ONE)) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            hubs.server.kill("a");
            await().until(() -> !hubs.status("fake:main").connected());

            hubs.server.start("a");

            await().until(() -> hubs.status("fake:main").connected());
            assertThat(Hubs.ask(caller, "/")).isEqualTo("v1@a");
            assertThat(hubs.server.links).hasSize(1);
        }
    }

    @Test
    void aFailedCallBringsTheNextCheckForward() throws Exception {
        try (Hubs hubs = Hubs.running("fake.main { server = a, " + SELDOM + " }")) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            hubs.server.kill("a");

            assertThatThrownBy(() -> Hubs.ask(caller, "/")).isInstanceOf(IOException.class);

            await().until(() -> !hubs.status("fake:main").connected());
        }
    }

    @Test
    void failedCallsBringAtMostOneCheckInASecond() throws Exception {
        try (Hubs hubs = Hubs.running("fake.main { server = a, " + SELDOM + " }")) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            hubs.server.special = _ -> CompletableFuture.failedFuture(new IOException("syntax"));
            int before = hubs.server.checks.get();
            long begun = System.nanoTime();

            for (int i = 0; i < 1000; i++) {
                assertThatThrownBy(() -> Hubs.ask(caller, "/special")).isInstanceOf(IOException.class);
            }

            assertThat(hubs.server.checks.get() - before)
                    .isLessThan(3 + (int) ((System.nanoTime() - begun) / 1_000_000_000L));
        }
    }

    @Test
    void whatCannotBeMadeIsTriedAgainAndTold() throws Exception {
        try (Hubs hubs = Hubs.running("fake.main { server = broken, " + QUICK + " }")) {
            assertThat(hubs.status("fake:main").reason()).contains("there is no file client.pem");
        }
    }

    @Test
    void aCallWithoutAnAnswerIsGivenUp() throws Exception {
        try (Hubs hubs = Hubs.running("fake.main { server = a, resource_opts.request_ttl = 100ms }")) {
            hubs.server.special = _ -> new CompletableFuture<>();

            assertThatThrownBy(() -> Hubs.ask(hubs.caller("fake:main", "tests one"), "/special"))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("request_ttl");
        }
    }

    @Test
    void whatAConnectorThrowsIsTheAnswer() throws Exception {
        try (Hubs hubs = Hubs.running(ONE)) {
            hubs.server.special = _ -> {
                throw new NoClassDefFoundError("com/example/Gone");
            };

            assertThatThrownBy(() -> Hubs.ask(hubs.caller("fake:main", "tests one"), "/special"))
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(hubs.admin()
                            .connector("fake:main")
                            .orElseThrow()
                            .metrics()
                            .failed())
                    .isEqualTo(1);
        }
    }

    @Test
    void aConnectorOfAnotherKindIsRefusedWhenItIsOpened() throws Exception {
        try (Hubs hubs = Hubs.running(ONE)) {
            ConnectorUse use = hubs.hub.open("fake:main", "tests one");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> use.capability(SqlClient.class))
                    .withMessageContaining("SqlClient");
        }
    }

    @Test
    void anUnknownConnectorIsRefusedNamingThoseThatThereAre() throws Exception {
        try (Hubs hubs = Hubs.running(ONE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hubs.hub.open("fake:other", "tests one"))
                    .withMessageContaining("fake:main");
        }
    }

    @Test
    void aUseThatIsClosedCallsNobodyAndIsForgotten() throws Exception {
        try (Hubs hubs = Hubs.running(ONE)) {
            ConnectorUse use = hubs.hub.open("fake:main", "tests one");
            HttpCaller caller = use.capability(HttpCaller.class);

            use.close();

            assertThatThrownBy(() -> Hubs.ask(caller, "/")).isInstanceOf(ConnectorUnavailableException.class);
            assertThat(hubs.admin().connector("fake:main").orElseThrow().users())
                    .isEmpty();
        }
    }

    @Test
    void aPrivateConnectorServesAndEndsWithItsUse() throws Throwable {
        try (Hubs hubs = Hubs.running("")) {
            ConnectorUse use = hubs.hub.inline("fake", new FakeServer.Target("b"), "tests one");
            assertThat(use.started().toCompletableFuture().join()).isEqualTo(ConnectorStatus.CONNECTED);
            assertThat(Hubs.ask(use.capability(HttpCaller.class), "/")).isEqualTo("v1@b");

            use.close();

            await().until(() -> hubs.server.links.getFirst().closed);
            assertThat(hubs.admin().connectors()).isEmpty();
        }
    }

    @Test
    void aPrivateConnectorOfAWrongRecordTellsWhichOneItWants() throws Exception {
        record Other() {}
        try (Hubs hubs = Hubs.running("")) {
            ConnectorUse use = hubs.hub.inline("fake", new Other(), "tests one");

            assertThat(use.started().toCompletableFuture().join().reason()).contains("a Target");
        }
    }

    @Test
    void stoppedItStaysUntilItIsStarted() throws Throwable {
        try (Hubs hubs = Hubs.running(ONE)) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");

            assertThat(hubs.admin().stop("fake:main")).contains(ConnectorStatus.disconnected("stopped"));
            hubs.install(2);

            assertThatThrownBy(() -> Hubs.ask(caller, "/")).isInstanceOf(ConnectorUnavailableException.class);
            assertThat(hubs.admin().start("fake:main")).contains(ConnectorStatus.CONNECTED);
            assertThat(Hubs.ask(caller, "/")).isEqualTo("v2@a");
        }
    }

    @Test
    void restartedItIsMadeAnew() throws Exception {
        try (Hubs hubs = Hubs.running(ONE)) {
            assertThat(hubs.admin().restart("fake:main")).contains(ConnectorStatus.CONNECTED);

            assertThat(hubs.server.links).extracting(link -> link.closed).containsExactly(true, false);
        }
    }

    @Test
    void itDoesNotStartByItselfIfItShallNot() throws Throwable {
        try (Hubs hubs = Hubs.running("fake.main { server = a, resource_opts.start_after_created = false }")) {
            assertThat(hubs.status("fake:main").reason()).contains("not started");

            assertThat(hubs.admin().start("fake:main")).contains(ConnectorStatus.CONNECTED);
        }
    }

    @Test
    void aDisabledConnectorIsDisconnected() throws Exception {
        try (Hubs hubs = Hubs.running("fake.main { server = a, enable = false }")) {
            assertThat(hubs.status("fake:main")).isEqualTo(ConnectorStatus.disconnected("disabled"));
        }
    }

    @Test
    void callsAreCounted() throws Throwable {
        try (Hubs hubs = Hubs.running(ONE)) {
            HttpCaller caller = hubs.caller("fake:main", "tests one");
            Hubs.ask(caller, "/");
            hubs.admin().stop("fake:main");
            assertThatThrownBy(() -> Hubs.ask(caller, "/")).isInstanceOf(ConnectorUnavailableException.class);

            var metrics = hubs.admin().connector("fake:main").orElseThrow().metrics();

            assertThat(metrics.success()).isEqualTo(1);
            assertThat(metrics.dropped()).isEqualTo(1);
            assertThat(metrics.inflight()).isZero();
            assertThat(metrics.connects()).isEqualTo(1);
        }
    }

    @Test
    void tryingSettingsLeavesNothingBehind() throws Exception {
        try (Hubs hubs = Hubs.running("")) {
            hubs.server.kill("down");

            ConnectorStatus good = hubs.admin().probe("fake", "x", "server = a");
            ConnectorStatus bad = hubs.admin().probe("fake", "x", "server = down");

            assertThat(good).isEqualTo(ConnectorStatus.CONNECTED);
            assertThat(bad.reason()).contains("connection refused");
            assertThat(hubs.server.links).hasSize(2).allMatch(link -> link.closed);
            assertThat(hubs.admin().connectors()).isEmpty();
        }
    }

    @Test
    void closedItFailsAllThatComesAndEndsInBoundedTimeThoughACallHangs() throws Exception {
        Hubs hubs = Hubs.running(ONE);
        CompletableFuture<HttpAnswer> never = new CompletableFuture<>();
        hubs.server.special = _ -> never;
        HttpCaller caller = hubs.caller("fake:main", "tests one");
        var hanging = caller.call(HttpCall.get("/special"));

        hubs.close();

        assertThat(hubs.server.links).allMatch(link -> link.closed);
        assertThatThrownBy(() -> Hubs.ask(caller, "/")).isInstanceOf(ConnectorUnavailableException.class);
        never.complete(new HttpAnswer(200, Map.of(), new byte[0]));
        assertThat(hanging.toCompletableFuture()).isCompleted();
    }
}
