package io.caracal.rest.broker;

import io.caracal.api.broker.Node;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.Topics;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The topic filters that have subscribers. */
@Path("topics")
@Describe("Topic filters that have subscribers.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class TopicsResource implements RestResource {
    private final Topics topics;
    private final String node;

    @Activate
    public TopicsResource(@Reference Topics topics, @Reference Node node) {
        this.topics = topics;
        this.node = node.info().name();
    }

    /** A topic filter. */
    public record TopicView(
            @Describe("The filter; of shared subscriptions the part behind the group.")
            String topic,

            @Describe("The node that has the subscribers.") String node) {}

    /** A page of them. */
    @GET
    @Operation(value = "Lists topic filters that have subscribers.", description = "In the order of their bytes.")
    public CursorPage<TopicView> listTopics(
            @QueryParam("topic") @Describe("Only this one.") @Nullable String topic, @BeanParam Paging paging) {
        return paging.answer(
                Answers.of(() -> topics.list(Optional.ofNullable(topic), paging.request())),
                each -> new TopicView(each, node));
    }

    /** One of them. */
    @GET
    @Path("{topic:.+}")
    @Operation(value = "Tells whether a topic filter has subscribers.", errors = ErrorCode.TOPIC_NOT_FOUND)
    public List<TopicView> getTopic(
            @PathParam("topic") @Describe(value = "The filter.", example = "a/b") String topic) {
        if (Answers.of(() -> topics.list(Optional.of(topic), PageRequest.first(1)))
                .items()
                .isEmpty()) {
            throw new RestException(ErrorCode.TOPIC_NOT_FOUND, "nobody subscribes to \"" + topic + "\"");
        }
        return List.of(new TopicView(topic, node));
    }
}
