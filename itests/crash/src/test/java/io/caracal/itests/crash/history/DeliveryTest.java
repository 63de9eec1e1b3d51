package io.caracal.itests.crash.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.crash.history.Event.Acknowledged;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.Event.Garbled;
import io.caracal.itests.crash.history.Event.Received;
import io.caracal.itests.crash.history.Event.Refused;
import io.caracal.itests.crash.history.Event.Will;
import io.caracal.itests.crash.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Messages that come, come twice, come late, or do not come. */
class DeliveryTest {
    private final MadeUp history = new MadeUp().subscriber("s", "#", 2);

    @Test
    void whatIsAsItShouldBeIsNoViolation() {
        history.sends(1, 1)
                .sends(2, 2)
                .acknowledged(1)
                .receives("s", 1)
                .acknowledged(2)
                .receives("s", 2);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void anAcknowledgedMessageThatDoesNotComeIsLost() {
        history.sends(1, 1).acknowledged(1);

        assertThat(history.settled().violations()).containsExactly(Kind.LOST);
    }

    @Test
    void untilItHasSettledItIsOnlyOutstanding() {
        history.sends(1, 1).acknowledged(1);

        assertThat(history.outstanding()).singleElement().asString().contains("not come to s");
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void lossForOneOfTwoSessionsIsLoss() {
        history.subscriber("other", "t", 1).sends(1, 1).receives("s", 1).acknowledged(1);

        assertThat(history.settled().violations()).containsExactly(Kind.LOST);
    }

    @Test
    void aMessageWithoutAcknowledgementIsUnanswered() {
        history.sends(1, 1).receives("s", 1);

        assertThat(history.settled().violations()).containsExactly(Kind.UNANSWERED);
    }

    @Test
    void refusalIsUnanswered() {
        history.then(new Refused(MadeUp.P, "0x97"));

        assertThat(history.violations()).containsExactly(Kind.UNANSWERED);
    }

    @Test
    void whatCameAtQos1MayComeAgainAtQos2AfterANewConnection() {
        history.subscribes("s", "#", 1)
                .sends(1, 2)
                .receives("s", 1, 1)
                .connects("s")
                .subscribes("s", "#", 2)
                .receives("s", 1, 2);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void qos2TwiceIsDoubledEvenAfterANewConnection() {
        history.sends(1, 2).acknowledged(1).receives("s", 1).connects("s").receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void qos1TwiceIsRightAfterANewConnectionOfTheSubscriber() {
        history.sends(1, 1).receives("s", 1).connects("s").receives("s", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void qos1TwiceIsRightAfterANewConnectionOfThePublisher() {
        history.sends(1, 1)
                .receives("s", 1)
                .then(new Connecting(MadeUp.P, false))
                .receives("s", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void qos1TwiceOnTheSameConnectionsIsDoubled() {
        history.sends(1, 1).receives("s", 1).receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aMessageThatWasFinishedIsResurrectedWhenItComesAgain() {
        history.sends(1, 1)
                .acknowledged(1)
                .receives("s", 1)
                .settled()
                .connects("s")
                .receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.RESURRECTED);
    }

    @Test
    void aLaterMessageFirstIsReordered() {
        history.sends(1, 1).sends(2, 1).receives("s", 2).receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.REORDERED);
    }

    @Test
    void repetitionsNeedNotBeInOrder() {
        history.sends(1, 1)
                .sends(2, 1)
                .receives("s", 1)
                .receives("s", 2)
                .connects("s")
                .receives("s", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void qos1AndQos2MayOvertakeEachOther() {
        history.sends(1, 2).sends(2, 1).receives("s", 2).receives("s", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void anotherTopicIsAltered() {
        history.sends(1, 1).then(new Received("s", MadeUp.P, 1, "u", 1, false));

        assertThat(history.violations()).containsExactly(Kind.ALTERED);
    }

    @Test
    void aLowerQosIsAltered() {
        history.sends(1, 2).receives("s", 1, 1);

        assertThat(history.violations()).containsExactly(Kind.ALTERED);
    }

    @Test
    void aHigherQosThanGrantedIsAltered() {
        history.subscriber("low", "t", 1).sends(1, 2).receives("low", 1, 2);

        assertThat(history.violations()).containsExactly(Kind.ALTERED);
    }

    @Test
    void theHighestQosOfOverlappingSubscriptionsIsRight() {
        history.subscriber("twice", "t", 1)
                .subscribes("twice", "+", 2)
                .sends(1, 2)
                .receives("twice", 1, 2);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void whatNobodyHasSentIsUnknown() {
        history.receives("s", 7);

        assertThat(history.violations()).containsExactly(Kind.UNKNOWN);
    }

    @Test
    void whatIsGarbledIsUnknown() {
        history.then(new Garbled("s", MadeUp.T, "?"));

        assertThat(history.violations()).containsExactly(Kind.UNKNOWN);
    }

    @Test
    void aWillIsExpectedOnlyWhenItsClientIsLost() {
        history.then(new Will("p-will", 1, "t", 1)).settled();
        assertThat(history.violations()).isEmpty();

        history.then(new Acknowledged("p-will", 1)).settled();
        assertThat(history.violations()).containsExactly(Kind.LOST);
    }
}
