package io.caracal.rest.broker;

import io.caracal.api.broker.Clients;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.QueuedMessage;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The messages on their way to one client. */
@Path("clients")
@Describe("Messages that wait for a client or are in flight.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ClientMessagesResource implements RestResource {
    private static final int MAX_PAYLOAD = 1024 * 1024;

    /** No answer holds more than that of payloads, whatever their number. */
    private static final int MAX_PAYLOADS = 16 * 1024 * 1024;

    private final Clients clients;

    @Activate
    public ClientMessagesResource(@Reference Clients clients) {
        this.clients = clients;
    }

    /** Where to begin, and how messages are shown. */
    public static final class Part {
        @QueryParam("position")
        @Describe(value = "meta.position of the answer before: the list goes on behind it.", max = 30)
        @Nullable
        String position;

        @QueryParam("limit")
        @DefaultValue("100")
        @Describe(value = "The most messages.", min = 1, max = 10_000)
        int limit;

        @QueryParam("payload")
        @DefaultValue("base64")
        @Describe("How payloads are written.")
        Payloads.@Nullable Show payload;

        @QueryParam("max_payload_bytes")
        @DefaultValue("4096")
        @Describe(value = "The most bytes of a payload that are shown.", min = 1, max = MAX_PAYLOAD)
        int maxPayloadBytes;

        PageRequest request() {
            return new PageRequest(Optional.ofNullable(position), 0, limit);
        }
    }

    /** A message. */
    public record MessageView(
            @Describe("Its number in the session, rising.") long msgid,

            @Describe("The topic name; absent if the broker has let go of the message.") @Nullable
            String topic,

            @Describe("The QoS that it is delivered with.") int qos,

            @Describe("The RETAIN flag that it is delivered with.")
            boolean retain,

            @Describe("The publisher's client identifier.") @Nullable
            String fromClientid,

            @Describe("When it came in.") @Nullable Instant publishAt,

            @Describe("The priority of its topic, 0 without one.")
            int mqueuePriority,

            @Describe("The packet identifier, if it is in flight.") @Nullable
            Integer packetId,

            @Describe("The payload as far as it is shown.") @Nullable
            String payload,

            @Describe("How many bytes the payload has.") int payloadSize) {}

    /** Messages, and where they go on. */
    public record Messages(
            @Describe("The messages, the next one first.") List<MessageView> data,
            @Describe("Where the list goes on.") Position meta) {}

    /** Where a list goes on. */
    public record Position(
            @Describe("To be given as position for what follows; none at the end.")
            String position,

            @Describe("How many messages there are in all.") int count) {}

    /** What waits. */
    @GET
    @Path("{clientid}/mqueue_messages")
    @Operation(value = "Lists messages that wait for a client.", errors = ErrorCode.CLIENTID_NOT_FOUND)
    public Messages listQueuedMessages(
            @PathParam("clientid") @Describe("The client identifier.") String clientid, @BeanParam Part part) {
        return messages(
                Answers.of(() -> clients.queued(clientid, part.request()))
                        .orElseThrow(() -> ClientsResource.notFound(clientid)),
                part);
    }

    /** What was sent. */
    @GET
    @Path("{clientid}/inflight_messages")
    @Operation(
            value = "Lists messages that were sent to a client and are not acknowledged.",
            errors = ErrorCode.CLIENTID_NOT_FOUND)
    public Messages listInflightMessages(
            @PathParam("clientid") @Describe("The client identifier.") String clientid, @BeanParam Part part) {
        return messages(
                Answers.of(() -> clients.inFlight(clientid, part.request()))
                        .orElseThrow(() -> ClientsResource.notFound(clientid)),
                part);
    }

    private static Messages messages(Page<QueuedMessage> found, Part part) {
        Payloads.Show show = part.payload == null ? Payloads.Show.BASE64 : part.payload;
        int most = Math.min(
                part.maxPayloadBytes, MAX_PAYLOADS / Math.max(1, found.items().size()));
        List<MessageView> data =
                found.items().stream().map(each -> view(each, show, most)).toList();
        return new Messages(data, new Position(found.next().orElse("none"), (int)
                found.count().orElse(data.size())));
    }

    private static MessageView view(QueuedMessage queued, Payloads.Show show, int most) {
        QueuedMessage.PublishedMessage message = queued.message();
        boolean gone = message.topic().isEmpty();
        return new MessageView(
                queued.sequence(),
                gone ? null : message.topic(),
                queued.qos(),
                queued.retain(),
                gone ? null : message.publisher(),
                gone ? null : message.publishedAt(),
                queued.priority(),
                queued.packetId().isPresent() ? queued.packetId().getAsInt() : null,
                gone ? null : Payloads.show(message.payload(), show, most),
                message.payload().length);
    }
}
