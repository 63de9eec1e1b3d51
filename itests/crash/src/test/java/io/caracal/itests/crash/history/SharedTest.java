package io.caracal.itests.crash.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.crash.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Shared subscriptions. */
class SharedTest {
    private static final String FILTER = "$share/g/t";

    private final MadeUp history = new MadeUp().subscriber("a", FILTER, 2).subscriber("b", FILTER, 2);

    @Test
    void oneMemberIsEnough() {
        history.sends(1, 1).acknowledged(1).receives("a", 1);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void whatComesToNobodyIsLost() {
        history.sends(1, 1).acknowledged(1);

        assertThat(history.settled().violations()).containsExactly(Kind.LOST);
    }

    @Test
    void qos2ToTwoMembersIsDoubled() {
        history.sends(1, 2).receives("a", 1).receives("b", 1);

        assertThat(history.violations()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void whatWasFinishedByOneMemberIsResurrectedByAnother() {
        history.sends(1, 1).acknowledged(1).receives("a", 1).settled().receives("b", 1);

        assertThat(history.violations()).containsExactly(Kind.RESURRECTED);
    }

    @Test
    void whatALeaverMayHaveTakenAlongIsNotLost() {
        history.sends(1, 1).acknowledged(1).unsubscribes("b", FILTER);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void membersHaveNoCommonOrder() {
        history.sends(1, 1).sends(2, 1).receives("a", 2).receives("a", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aSessionThatIsNoMemberMayNotHaveIt() {
        history.subscriber("c", "$share/g/other", 1).sends(1, 1).receives("c", 1);

        assertThat(history.violations()).containsExactly(Kind.UNWANTED);
    }
}
