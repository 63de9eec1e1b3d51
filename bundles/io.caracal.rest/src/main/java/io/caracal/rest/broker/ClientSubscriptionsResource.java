package io.caracal.rest.broker;

import io.caracal.api.broker.Clients;
import io.caracal.api.broker.Node;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionRequest;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The subscriptions of one client. */
@Path("clients")
@Describe("Subscriptions of a client, and making and ending them for it.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ClientSubscriptionsResource implements RestResource {
    private final Clients clients;
    private final String node;

    @Activate
    public ClientSubscriptionsResource(@Reference Clients clients, @Reference Node node) {
        this.clients = clients;
        this.node = node.info().name();
    }

    /** A subscription that is wanted. */
    public record SubscribeBody(
            @Describe(value = "The topic filter, $share/group/ included.", example = "a/#", min = 1, max = 65535)
            String topic,

            @Describe(value = "The QoS, 0 if nothing is said.", min = 0, max = 2) @Nullable
            Integer qos,

            @Describe(value = "No Local, 0 if nothing is said.", min = 0, max = 1) @Nullable
            Integer nl,

            @Describe(value = "Retain As Published, 0 if nothing is said.", min = 0, max = 1) @Nullable
            Integer rap,

            @Describe(value = "Retain Handling, 0 if nothing is said.", min = 0, max = 2) @Nullable
            Integer rh) {
        SubscriptionRequest request() {
            return new SubscriptionRequest(
                    topic, qos == null ? 0 : qos, nl != null && nl == 1, rap != null && rap == 1, rh == null ? 0 : rh);
        }
    }

    /** A topic filter. */
    public record UnsubscribeBody(
            @Describe(value = "The topic filter, as it is listed.", example = "a/#", min = 1, max = 65535)
            String topic) {}

    /** All of the client's. */
    @GET
    @Path("{clientid}/subscriptions")
    @Operation(value = "Lists a client's subscriptions.", errors = ErrorCode.CLIENTID_NOT_FOUND)
    public List<SubscriptionView> listClientSubscriptions(
            @PathParam("clientid") @Describe("The client identifier.") String clientid) {
        return views(Answers.of(() -> clients.subscriptions(clientid))
                .orElseThrow(() -> ClientsResource.notFound(clientid)));
    }

    private List<SubscriptionView> views(List<SubscriptionInfo> subscriptions) {
        return subscriptions.stream()
                .map(each -> SubscriptionView.of(each, node))
                .toList();
    }

    /** As if the client had asked. */
    @POST
    @Path("{clientid}/subscribe")
    @Operation(
            value = "Subscribes for a client.",
            description = "What the settings do not allow is refused; the client's own rights are not looked at.",
            errors = {ErrorCode.CLIENTID_NOT_FOUND, ErrorCode.BAD_REQUEST})
    public SubscriptionView subscribeClient(
            @PathParam("clientid") @Describe("The client identifier.") String clientid,
            SubscribeBody body,
            @Context RestCall call) {
        return subscribe(clientid, List.of(body), call).getFirst();
    }

    /** All or none. */
    @POST
    @Path("{clientid}/subscribe/bulk")
    @Operation(
            value = "Makes several subscriptions for a client, or none.",
            errors = {ErrorCode.CLIENTID_NOT_FOUND, ErrorCode.BAD_REQUEST})
    public List<SubscriptionView> subscribeClientBulk(
            @PathParam("clientid") @Describe("The client identifier.") String clientid,
            @Describe(value = "The subscriptions.", max = Clients.MAX_SUBSCRIPTIONS) List<SubscribeBody> body,
            @Context RestCall call) {
        return subscribe(clientid, body, call);
    }

    private List<SubscriptionView> subscribe(String clientid, List<SubscribeBody> wanted, RestCall call) {
        call.changed(null, wanted);
        return views(Answers.of(() -> clients.subscribe(
                        clientid, wanted.stream().map(SubscribeBody::request).toList()))
                .orElseThrow(() -> ClientsResource.notFound(clientid)));
    }

    /** As if the client had asked. */
    @POST
    @Path("{clientid}/unsubscribe")
    @Operation(
            value = "Ends a client's subscription.",
            status = 204,
            errors = {ErrorCode.CLIENTID_NOT_FOUND, ErrorCode.NOT_FOUND})
    public void unsubscribeClient(
            @PathParam("clientid") @Describe("The client identifier.") String clientid,
            UnsubscribeBody body,
            @Context RestCall call) {
        call.changed(body, null);
        if (!unsubscribe(clientid, List.of(body)).contains(body.topic())) {
            throw RestException.notFound(
                    "the client \"" + clientid + "\" has no subscription to \"" + body.topic() + "\"");
        }
    }

    /** Those that there are. */
    @POST
    @Path("{clientid}/unsubscribe/bulk")
    @Operation(
            value = "Ends several of a client's subscriptions.",
            description = "Those that it does not have are passed over.",
            status = 204,
            errors = ErrorCode.CLIENTID_NOT_FOUND)
    public void unsubscribeClientBulk(
            @PathParam("clientid") @Describe("The client identifier.") String clientid,
            @Describe(value = "The topic filters.", max = Clients.MAX_SUBSCRIPTIONS) List<UnsubscribeBody> body,
            @Context RestCall call) {
        call.changed(body, null);
        Set<String> unused = unsubscribe(clientid, body);
    }

    private Set<String> unsubscribe(String clientid, List<UnsubscribeBody> filters) {
        return Answers.of(() -> clients.unsubscribe(
                        clientid, filters.stream().map(UnsubscribeBody::topic).toList()))
                .orElseThrow(() -> ClientsResource.notFound(clientid));
    }
}
