package io.caracal.rest.broker;

import io.caracal.api.broker.Node;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.api.broker.Subscriptions;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The subscriptions of all clients. */
@Path("subscriptions")
@Describe("Subscriptions of all clients.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class SubscriptionsResource implements RestResource {
    private final Subscriptions subscriptions;
    private final String node;

    @Activate
    public SubscriptionsResource(@Reference Subscriptions subscriptions, @Reference Node node) {
        this.subscriptions = subscriptions;
        this.node = node.info().name();
    }

    /** Which are meant; what is given must all be fulfilled. */
    public static final class Conditions {
        @QueryParam("clientid")
        @Describe("Of this client.")
        @Nullable
        String clientid;

        @QueryParam("topic")
        @Describe("To exactly this filter; of shared subscriptions also the part behind the group.")
        @Nullable
        String topic;

        @QueryParam("qos")
        @Describe(value = "Granted with this QoS.", min = 0, max = 2)
        @Nullable
        Integer qos;

        @QueryParam("share_group")
        @Describe("In this group.")
        @Nullable
        String shareGroup;

        @QueryParam("match_topic")
        @Describe(value = "To a filter that this filter covers.", example = "a/#")
        @Nullable
        String matchTopic;

        SubscriptionQuery query() {
            return new SubscriptionQuery(
                    Optional.ofNullable(clientid),
                    Optional.ofNullable(topic),
                    Optional.ofNullable(qos),
                    Optional.ofNullable(shareGroup),
                    Optional.ofNullable(matchTopic));
        }
    }

    /** A page of those that match. */
    @GET
    @Operation("Lists subscriptions.")
    public CursorPage<SubscriptionView> listSubscriptions(@BeanParam Conditions conditions, @BeanParam Paging paging) {
        return paging.answer(
                Answers.of(() -> subscriptions.list(conditions.query(), paging.request())),
                each -> SubscriptionView.of(each, node));
    }
}
