package io.caracal.itests.crash.history;

import static io.caracal.itests.crash.history.MadeUp.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.crash.history.Event.Looked;
import io.caracal.itests.crash.history.Event.Looking;
import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Violation.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Retained messages. */
class RetainedTest {
    private static final Map<String, Integer> NONE = Map.of();

    private final MadeUp history = new MadeUp();

    @Test
    void theLastAcknowledgedOneIsRight() {
        history.retains(1).acknowledged(1).retains(2).acknowledged(2);

        assertThat(history.finds(Map.of(T, 2)).violations()).isEmpty();
    }

    @Test
    void anEarlierOneIsAViolation() {
        history.retains(1).acknowledged(1).retains(2).acknowledged(2);

        assertThat(history.finds(Map.of(T, 1)).violations()).containsExactly(Kind.RETAINED);
    }

    @Test
    void aMissingOneIsAViolation() {
        history.retains(1).acknowledged(1);

        assertThat(history.finds(NONE).violations()).containsExactly(Kind.RETAINED);
    }

    @Test
    void aLaterOneThatIsNotAcknowledgedIsRightToo() {
        history.retains(1).acknowledged(1).retains(2);

        assertThat(history.finds(Map.of(T, 2)).finds(Map.of(T, 1)).violations()).isEmpty();
    }

    @Test
    void theFirstOneMayBeThereOrNotUntilItIsAcknowledged() {
        history.retains(1);

        assertThat(history.finds(NONE).finds(Map.of(T, 1)).violations()).isEmpty();
    }

    @Test
    void aDeletedOneIsAViolation() {
        history.retains(1).acknowledged(1).deletesRetained(2).acknowledged(2);

        assertThat(history.finds(Map.of(T, 1)).violations()).containsExactly(Kind.RETAINED);
    }

    @Test
    void aDeletedOneIsGone() {
        history.retains(1).acknowledged(1).deletesRetained(2).acknowledged(2);

        assertThat(history.finds(NONE).violations()).isEmpty();
    }

    @Test
    void oneThatChangesWhileSomebodyLooksMayBeOldOrNew() {
        history.retains(1).acknowledged(1).then(new Looking("a")).then(new Looking("b"));
        history.retains(2).acknowledged(2);
        history.then(new Looked("a", Map.of(T, 1))).then(new Looked("b", Map.of(T, 2)));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void oneThatNobodyHasSentIsAViolation() {
        assertThat(history.finds(Map.of("other", 1)).violations()).containsExactly(Kind.RETAINED);
    }

    @Test
    void whatWasRightBeforeItSettledIsRememberedAfterwards() {
        history.retains(1).acknowledged(1).retains(2).acknowledged(2).settled();

        assertThat(history.finds(Map.of(T, 1)).violations()).containsExactly(Kind.RETAINED);
    }

    @Test
    void aRetainedMessageForANewSubscriptionIsNoRepetition() {
        history.retains(1).acknowledged(1).subscriber("s", T, 1).then(new Received("s", MadeUp.P, 1, T, 1, true));

        assertThat(history.violations()).isEmpty();
    }
}
