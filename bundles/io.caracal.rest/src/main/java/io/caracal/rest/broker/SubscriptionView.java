package io.caracal.rest.broker;

import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.rest.Describe;

/** A subscription as EMQX users know it. */
public record SubscriptionView(
        @Describe("Whose it is.") String clientid,

        @Describe("The topic filter, $share/group/ included.")
        String topic,

        @Describe("The QoS granted.") int qos,

        @Describe("No Local: 1 if the client's own messages do not come back.")
        int nl,

        @Describe("Retain As Published: 1 if the RETAIN flag is handed on.")
        int rap,

        @Describe("Retain Handling.") int rh,
        @Describe("The node that holds the session.") String node) {

    static SubscriptionView of(SubscriptionInfo subscription, String node) {
        return new SubscriptionView(
                subscription.clientId(),
                subscription.topicFilter(),
                subscription.qos(),
                subscription.noLocal() ? 1 : 0,
                subscription.retainAsPublished() ? 1 : 0,
                subscription.retainHandling(),
                node);
    }
}
