package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the authentication chain decides, and what becomes of it. */
class AuthenticationTest {
    private static final Login METHOD = Login.as("client").with(Property.AUTHENTICATION_METHOD, "COUNT");

    /** What an accepted client is given; tests change it between a connection and its re-authentication. */
    private volatile AuthenticationResult granted = ScriptedChain.accept();

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** Asks for "1", then "2", "3"; accepts after that. */
    private ScriptedChain counting(boolean later) {
        return ScriptedChain.of(request -> step(request, 1, later), (request, data) -> {
            String said = new String(data, UTF_8);
            if (!said.matches("[123]")) {
                return answer(AuthenticationResult.reject(AuthenticationResult.Reason.NOT_AUTHORIZED), later);
            }
            return step(request, Integer.parseInt(said) + 1, later);
        });
    }

    private CompletionStage<AuthenticationResult> step(AuthenticationRequest request, int number, boolean later) {
        AuthenticationResult result = number > 3
                ? granted
                : new AuthenticationResult.Continue(Integer.toString(number).getBytes(UTF_8), request);
        return answer(result, later);
    }

    private static CompletionStage<AuthenticationResult> answer(AuthenticationResult result, boolean later) {
        return later ? ScriptedChain.later(result) : ScriptedChain.now(result);
    }

    private static Packet.Auth auth(ReasonCode reason, String data) {
        return new Packet.Auth(
                reason,
                Properties.builder()
                        .add(Property.AUTHENTICATION_METHOD, "COUNT")
                        .add(Property.AUTHENTICATION_DATA, data.getBytes(UTF_8))
                        .build());
    }

    private static String data(Packet.Auth auth) {
        byte[] data = auth.properties().binary(Property.AUTHENTICATION_DATA);
        return data == null ? "" : new String(data, UTF_8);
    }

    /** Answers three challenges; what comes then is the caller's to read. */
    private static void answerChallenges(RawClient client) {
        for (int i = 1; i <= 3; i++) {
            Packet.Auth challenge = client.receive(Packet.Auth.class);
            assertThat(challenge.reason()).isEqualTo(ReasonCode.CONTINUE_AUTHENTICATION);
            assertThat(challenge.properties().string(Property.AUTHENTICATION_METHOD))
                    .isEqualTo("COUNT");
            assertThat(data(challenge)).isEqualTo(Integer.toString(i));
            client.send(auth(ReasonCode.CONTINUE_AUTHENTICATION, Integer.toString(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"MQTT-4.12.0-2", "MQTT-4.12.0-3", "MQTT-4.12.0-5"})
    void severalStepsLeadToConnackAndAgainToAuth(boolean later) {
        granted = new AuthenticationResult.Accept(
                Map.of(), false, Optional.empty(), List.of(), "welcome".getBytes(UTF_8));
        try (TestBroker broker =
                TestBroker.with().loops(3).chain(counting(later)).start()) {
            for (int i = 0; i < 3; i++) {
                RawClient client =
                        broker.begin(Login.as(broker.idOn(i, "client")).with(Property.AUTHENTICATION_METHOD, "COUNT"));
                answerChallenges(client);
                Packet.ConnAck connAck = client.receive(Packet.ConnAck.class);
                assertThat(connAck.returnCode()).isZero();
                assertThat(connAck.properties().string(Property.AUTHENTICATION_METHOD))
                        .isEqualTo("COUNT");
                assertThat(connAck.properties().binary(Property.AUTHENTICATION_DATA))
                        .isEqualTo("welcome".getBytes(UTF_8));

                client.send(auth(ReasonCode.REAUTHENTICATE, "again"));
                answerChallenges(client);

                assertThat(client.receive(Packet.Auth.class))
                        .returns(ReasonCode.SUCCESS, Packet.Auth::reason)
                        .returns("welcome", AuthenticationTest::data);
                client.assertNothingCame();
            }
        }
    }

    @Test
    void otherPacketsGoOnDuringReauthentication() {
        try (TestBroker broker = TestBroker.with().chain(counting(true)).start()) {
            RawClient client = broker.begin(METHOD);
            answerChallenges(client);
            client.receive(Packet.ConnAck.class);
            client.send(auth(ReasonCode.REAUTHENTICATE, ""));
            client.receive(Packet.Auth.class);

            client.subscribe("t", 0).publish("t", "still here", 0);

            assertThat(client.receiveText()).isEqualTo("still here");
        }
    }

    @Test
    void aFailedReauthenticationEndsTheConnection() {
        try (TestBroker broker = TestBroker.with().chain(counting(false)).start()) {
            RawClient client = broker.begin(METHOD);
            answerChallenges(client);
            client.receive(Packet.ConnAck.class);
            client.send(auth(ReasonCode.REAUTHENTICATE, ""));
            client.receive(Packet.Auth.class);

            client.send(auth(ReasonCode.CONTINUE_AUTHENTICATION, "wrong"));

            assertThat(client.sentAway()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsAProtocolError() {
        CompletableFuture<AuthenticationResult> undecided = new CompletableFuture<>();
        AtomicInteger steps = new AtomicInteger();
        ScriptedChain chain = ScriptedChain.of(
                request -> request.reauthentication()
                        ? ScriptedChain.now(new AuthenticationResult.Continue(new byte[0], request))
                        : ScriptedChain.now(ScriptedChain.accept()),
                (request, data) -> {
                    steps.incrementAndGet();
                    return undecided;
                });
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.connect(METHOD);
            client.send(auth(ReasonCode.REAUTHENTICATE, ""));
            client.receive(Packet.Auth.class);

            // The second comes while the chain decides about the first.
            client.send(auth(ReasonCode.CONTINUE_AUTHENTICATION, "1"), auth(ReasonCode.CONTINUE_AUTHENTICATION, "2"));

            assertThat(client.sentAway()).isEqualTo(ReasonCode.PROTOCOL_ERROR);
            assertThat(steps).hasValue(1);
        }
    }

    @Test
    void reauthenticationMayNarrowWhatTheClientMayDo() {
        granted = ScriptedChain.accept(new AclRule(true, Action.ALL, "#"));
        try (TestBroker broker = TestBroker.with().chain(counting(false)).start()) {
            RawClient client = broker.begin(METHOD);
            answerChallenges(client);
            client.receive(Packet.ConnAck.class);
            client.publish("t", "allowed", 1);
            assertThat(client.receive(Packet.PubAck.class).reason().failure()).isFalse();
            granted = ScriptedChain.accept(new AclRule(false, Action.ALL, "#"));
            client.send(auth(ReasonCode.REAUTHENTICATE, ""));
            answerChallenges(client);
            client.receive(Packet.Auth.class);

            client.publish("t", "not any more", 1);

            assertThat(client.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    private static AuthenticationResult until(Instant moment) {
        return new AuthenticationResult.Accept(Map.of(), false, Optional.of(moment), List.of(), new byte[0]);
    }

    @Test
    void anExpiredAuthenticationEndsTheConnection() {
        ScriptedChain chain = ScriptedChain.of(
                request -> ScriptedChain.now(until(Instant.now().plus(Duration.ofMillis(300)))));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.connect("client");

            assertThat(client.sentAway()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        }
    }

    @Test
    void reauthenticationWithoutExpiryLiftsTheEarlierOne() throws Exception {
        granted = until(Instant.now().plus(Duration.ofMillis(1500)));
        try (TestBroker broker = TestBroker.with().chain(counting(false)).start()) {
            RawClient client = broker.begin(METHOD);
            answerChallenges(client);
            client.receive(Packet.ConnAck.class);
            granted = ScriptedChain.accept();
            client.send(auth(ReasonCode.REAUTHENTICATE, ""));
            answerChallenges(client);
            client.receive(Packet.Auth.class);

            broker.passTime("client", 2000);

            client.assertNothingCame();
        }
    }

    @Test
    void anExpiryFarAwayIsNoneThatHasPassed() {
        ScriptedChain chain = ScriptedChain.of(request -> ScriptedChain.now(until(Instant.MAX)));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.connect("client");

            client.assertNothingCame();
        }
    }

    @ParameterizedTest
    @EnumSource(AuthenticationResult.Reason.class)
    void aRefusalIsToldInEachVersion(AuthenticationResult.Reason reason) {
        ScriptedChain chain = ScriptedChain.of(request -> ScriptedChain.later(AuthenticationResult.reject(reason)));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            for (ProtocolVersion version : ProtocolVersion.values()) {
                RawClient client = broker.begin(Login.as("client").version(version));
                ReasonCode told = AuthenticationReasons.of(reason);
                assertThat(client.receive(Packet.ConnAck.class).returnCode())
                        .isEqualTo(
                                version == ProtocolVersion.MQTT_5
                                        ? told.code()
                                        : AuthenticationReasons.returnCode(told));
                assertThat(client.untilClosed()).isEmpty();
            }
            assertThat(broker.hasSession("client")).isFalse();
        }
    }

    @Test
    void aChainThatBreaksItsContractLetsNobodyIn() {
        ScriptedChain chain = ScriptedChain.of(
                request -> CompletableFuture.failedFuture(new IllegalStateException("broken, says the test")));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.begin(Login.as("client"));

            assertThat(client.receive(Packet.ConnAck.class).returnCode())
                    .isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code());
        }
    }

    @Test
    void theExchangeOfAClientThatGoesIsAbandonedOnce() {
        ScriptedChain chain = counting(false);
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.begin(METHOD);
            client.receive(Packet.Auth.class);

            client.reset();

            await().until(() -> chain.abandoned.get() == 1);
        }
    }

    @Test
    void aDecisionThatComesTooLateHarmsNobody() {
        CompletableFuture<AuthenticationResult> undecided = new CompletableFuture<>();
        ScriptedChain chain = ScriptedChain.of(request -> undecided);
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient client = broker.begin(Login.as("client"));
            await().until(() -> undecided.getNumberOfDependents() > 0);
            client.reset();
            await().until(() -> broker.connections() == 0);

            undecided.complete(ScriptedChain.accept());

            broker.connect("client").assertNothingCame();
        }
    }

    @Test
    void aClientThatIsDecidedAboutForLongerThanTheIdleTimeoutIsClosed() {
        ScriptedChain chain = ScriptedChain.of(request -> new CompletableFuture<>());
        try (TestBroker broker = TestBroker.with()
                .mqtt("idleTimeout", Duration.ofMillis(300))
                .chain(chain)
                .start()) {
            assertThat(broker.begin(Login.as("client")).untilClosed()).isEmpty();
        }
    }

    // Rules

    @Test
    void whatTheRulesDenyIsRefusedAndNotDone() {
        ScriptedChain chain = ScriptedChain.of(request -> ScriptedChain.now(
                request.clientId().equals("watcher")
                        ? ScriptedChain.accept()
                        : ScriptedChain.accept(
                                new AclRule(true, Action.ALL, "mine/#"), new AclRule(false, Action.ALL, "#"))));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient watcher = broker.connect("watcher").subscribe("#", 0);
            RawClient client = broker.connect("client");

            client.publish("other", "a", 1);
            assertThat(client.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
            client.publish("other", "b", 2);
            assertThat(client.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
            client.publish("other", "c", 0);
            client.publish("mine/a", "d", 1);
            assertThat(client.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.SUCCESS);
            client.send(client.subscription("other", 1));
            assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.NOT_AUTHORIZED.code());
            client.send(client.subscription("$share/g/#", 1));
            assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.NOT_AUTHORIZED.code());
            client.subscribe("mine/+", 1);

            assertThat(watcher.receiveText()).isEqualTo("d");
            watcher.assertNothingCame();
        }
    }

    @Test
    void aWillIsBoundByTheRulesToo() {
        ScriptedChain chain = ScriptedChain.of(request -> ScriptedChain.now(
                request.clientId().equals("watcher")
                        ? ScriptedChain.accept()
                        : ScriptedChain.accept(new AclRule(false, Action.PUBLISH, "forbidden"))));
        try (TestBroker broker = TestBroker.with().chain(chain).start()) {
            RawClient watcher = broker.connect("watcher").subscribe("#", 0);
            RawClient client = broker.begin(Login.as("client").will("forbidden", "said at last"));

            Packet.ConnAck answer = client.receive(Packet.ConnAck.class);

            assertThat(answer.returnCode()).isEqualTo(ReasonCode.NOT_AUTHORIZED.code());
            client.reset();
            watcher.assertNothingCame();
        }
    }

    private static ScriptedChain naming(String clientId) {
        return ScriptedChain.of(request -> ScriptedChain.now(new AuthenticationResult.Accept(
                Map.of(), false, Optional.empty(), List.of(), new byte[0], Optional.of(clientId))));
    }

    @Test
    void clientIsKnownByTheIdentifierThatItsAuthenticationGives() {
        try (TestBroker broker = TestBroker.with().loops(3).chain(naming("one")).start()) {
            RawClient first = broker.begin(Login.as("a"));
            first.receive(Packet.ConnAck.class);

            RawClient second = broker.begin(Login.as("b"));

            assertThat(second.receive(Packet.ConnAck.class).returnCode()).isZero();
            assertThat(first.sentAway()).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "too long"})
    void identifierThatCannotBeOneIsRefused(String given) {
        String clientId = given.repeat(10_000);
        try (TestBroker broker = TestBroker.with().chain(naming(clientId)).start()) {
            RawClient client = broker.begin(Login.as("a"));

            assertThat(client.receive(Packet.ConnAck.class).returnCode())
                    .isEqualTo(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID.code());
        }
    }
}
