package io.caracal.itests.crash.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.crash.history.Event.Subscribed;
import io.caracal.itests.crash.history.Event.Subscribing;
import io.caracal.itests.crash.history.Event.Unsubscribing;
import io.caracal.itests.crash.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Subscriptions that begin and end. */
class SubscriptionTest {
    private final MadeUp history = new MadeUp();

    @Test
    void aMessageAfterTheEndIsUnwanted() {
        history.subscriber("s", "t", 1).unsubscribes("s", "t").sends(1, 1).receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.UNWANTED);
    }

    @Test
    void aMessageBeforeTheEndMayComeOrNot() {
        history.subscriber("s", "t", 1).subscriber("t", "t", 1).sends(1, 1).acknowledged(1);
        history.unsubscribes("s", "t").unsubscribes("t", "t").receives("s", 1);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void aSubscriptionWhoseEndIsNotAcknowledgedMayBeThereOrNot() {
        history.subscriber("s", "t", 1).subscriber("u", "t", 1);
        history.then(new Unsubscribing("s", "t")).then(new Unsubscribing("u", "t"));
        history.sends(1, 1).receives("s", 1).acknowledged(1);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void aSubscriptionThatIsNotAcknowledgedMayBeThereOrNot() {
        history.then(new Subscribing("s", "t", 1)).then(new Subscribing("u", "t", 1));
        history.sends(1, 1).receives("s", 1).acknowledged(1);

        assertThat(history.settled().violations()).isEmpty();
    }

    @Test
    void anAcknowledgedSubscriptionThatIsGoneLoses() {
        history.then(new Subscribing("s", "t", 1)).connects("s").then(new Subscribing("s", "t", 1));
        history.then(new Subscribed("s", "t", 1)).connects("s").sends(1, 1).acknowledged(1);

        assertThat(history.settled().violations()).contains(Kind.LOST);
    }

    @Test
    void aMessageThatWasAcknowledgedBeforeTheSubscriptionIsUnwanted() {
        history.sends(1, 1).acknowledged(1).subscriber("s", "t", 1).receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.UNWANTED);
    }

    @Test
    void aMessageForAnotherTopicIsUnwanted() {
        history.subscriber("s", "t/+", 1).sends(1, 1).receives("s", 1);

        assertThat(history.violations()).containsExactly(Kind.UNWANTED);
    }

    @Test
    void theQosOfTheLaterSubscriptionReplacesTheEarlier() {
        history.subscriber("s", "t", 2).subscribes("s", "t", 1).sends(1, 2).receives("s", 1, 2);

        assertThat(history.violations()).containsExactly(Kind.ALTERED);
    }

    @Test
    void whatIsSubscribedAgainIsNeededAgain() {
        history.subscriber("s", "t", 1)
                .unsubscribes("s", "t")
                .subscribes("s", "t", 1)
                .sends(1, 1)
                .acknowledged(1);

        assertThat(history.settled().violations()).containsExactly(Kind.LOST);
    }
}
