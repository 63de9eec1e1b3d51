package io.caracal.itests.crash.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Session Present, and what ends with a session. */
class SessionTest {
    private final MadeUp history = new MadeUp().subscriber("s", "t", 1);

    @Test
    void aSessionThatIsThereAgainIsRight() {
        assertThat(history.connects("s").violations()).isEmpty();
    }

    @Test
    void aSessionThatIsGoneIsAViolation() {
        history.then(new Connecting("s", false)).then(new Connected("s", false, false));

        assertThat(history.violations()).containsExactly(Kind.SESSION);
    }

    @Test
    void aSessionThatNobodyHasBegunIsAViolation() {
        history.then(new Connecting("new", false)).then(new Connected("new", false, true));

        assertThat(history.violations()).containsExactly(Kind.SESSION);
    }

    @Test
    void afterAConnectionWithoutAnswerBothIsRight() {
        history.then(new Connecting("a", false)).connects("a");
        history.then(new Connecting("b", false))
                .then(new Connecting("b", false))
                .then(new Connected("b", false, false));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aSessionAfterCleanStartIsAViolation() {
        history.then(new Connecting("s", true)).then(new Connected("s", true, true));

        assertThat(history.violations()).containsExactly(Kind.SESSION);
    }

    @Test
    void subscriptionsEndWithCleanStart() {
        history.then(new Connecting("s", true)).then(new Connected("s", true, false));
        history.sends(1, 1).acknowledged(1).receives("s", 1);

        assertThat(history.settled().violations()).containsExactly(Kind.UNWANTED);
    }

    @Test
    void messagesMayEndWithCleanStart() {
        history.sends(1, 1).acknowledged(1);
        history.then(new Connecting("s", true)).then(new Connected("s", true, false));

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void cleanStartWithoutAnswerLeavesItOpen() {
        history.then(new Connecting("s", true)).sends(1, 1).acknowledged(1).receives("s", 1);

        assertThat(history.settled().violations()).isEmpty();
    }
}
