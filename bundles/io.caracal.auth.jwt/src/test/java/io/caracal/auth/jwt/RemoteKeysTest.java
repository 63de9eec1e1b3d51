package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.caracal.api.connector.ConnectorUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final IOException REFUSED = new IOException("connection refused");
    private static final VerificationKey KEY =
            VerificationKey.of(Issuer.of(JWSAlgorithm.ES256).pair().getPublic());

    private final Deque<CompletableFuture<List<VerificationKey>>> requests = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final RemoteKeys keys = new RemoteKeys(this::ask, REFRESH, KEPT, () -> now);

    private CompletionStage<List<VerificationKey>> ask() {
        CompletableFuture<List<VerificationKey>> request = new CompletableFuture<>();
        requests.add(request);
        return request;
    }

    private CompletableFuture<List<VerificationKey>> fitting(String kid) {
        return keys.fitting(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build())
                .toCompletableFuture();
    }

    private static List<VerificationKey> named(String kid) {
        return List.of(KEY.named(Optional.of(kid)));
    }

    private void fetched(String kid) {
        keys.refresh();
        requests.remove().complete(named(kid));
    }

    @Test
    void tokensThatComeTogetherWaitForOneRequest() {
        CompletableFuture<List<VerificationKey>> first = fitting("a");
        CompletableFuture<List<VerificationKey>> second = fitting("a");
        assertThat(requests).hasSize(1);

        requests.remove().complete(named("a"));

        assertThat(first.join()).isEqualTo(second.join()).hasSize(1);
    }

    @Test
    void youngKeysAreUsedWithoutARequest() {
        fetched("a");
        now = now.plus(REFRESH);

        assertThat(fitting("a").join()).hasSize(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void oldKeysAreUsedWhileNewOnesAreFetched() {
        fetched("a");
        now = now.plus(REFRESH).plusSeconds(1);

        assertThat(fitting("a")).isCompleted();
        assertThat(requests).hasSize(1);
    }

    @Test
    void keysOfAnIdleTimeAreNotUsedBeforeTheServerWasAsked() {
        fetched("withdrawn");
        now = now.plus(REFRESH.multipliedBy(2)).plusSeconds(1);

        CompletableFuture<List<VerificationKey>> waiting = fitting("withdrawn");
        assertThat(waiting).isNotDone();
        requests.remove().complete(named("other"));

        assertThat(waiting.join()).isEmpty();
    }

    @Test
    void newKeyIsFoundAtItsFirstToken() {
        fetched("a");
        now = now.plus(RemoteKeys.PAUSE);

        CompletableFuture<List<VerificationKey>> waiting = fitting("b");
        requests.remove().complete(named("b"));

        assertThat(waiting.join()).hasSize(1);
    }

    @Test
    void inventedKeyIdsMakeNoStorm() {
        fetched("a");
        for (int i = 0; i < 100; i++) {
            assertThat(fitting("invented" + i).join()).isEmpty();
        }

        assertThat(requests).isEmpty();
    }

    @Test
    void keysAreKeptWhileTheServerFailsAndNoLonger() {
        fetched("a");
        now = now.plus(REFRESH).plusSeconds(1);
        fitting("a").join();
        requests.remove().completeExceptionally(REFUSED);

        now = now.plus(KEPT).minus(REFRESH).minusSeconds(1);
        assertThat(fitting("a").join()).as("as long as they are kept").hasSize(1);
        requests.remove().completeExceptionally(REFUSED);

        now = now.plusSeconds(10);
        CompletableFuture<List<VerificationKey>> late = fitting("a");
        requests.remove().completeExceptionally(REFUSED);
        assertThatThrownBy(late::join)
                .hasCauseInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("connection refused");
    }

    @Test
    void unknownKeyIdIsNoDecisionWhileTheServerFails() {
        fetched("a");
        now = now.plus(RemoteKeys.PAUSE);
        CompletableFuture<List<VerificationKey>> waiting = fitting("b");
        requests.remove().completeExceptionally(REFUSED);

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(KeysUnavailableException.class);
        assertThatThrownBy(() -> fitting("b").join()).hasCauseInstanceOf(KeysUnavailableException.class);
        assertThat(requests).as("so soon after the last").isEmpty();
        assertThat(fitting("a").join()).as("known keys go on").hasSize(1);
    }

    @Test
    void connectorThatIsDownIsAskedAgainAtOnce() {
        CompletableFuture<List<VerificationKey>> waiting = fitting("a");
        requests.remove().completeExceptionally(new ConnectorUnavailableException("connecting"));
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(KeysUnavailableException.class);

        CompletableFuture<List<VerificationKey>> again = fitting("a");
        requests.remove().complete(named("a"));

        assertThat(again.join()).hasSize(1);
    }
}
