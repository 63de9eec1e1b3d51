package io.caracal.rest.broker;

import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishRequest.MessageProperties;
import io.caracal.api.broker.PublishRequest.UserProperty;
import io.caracal.api.broker.PublishResult;
import io.caracal.api.broker.Publishing;
import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishing without being an MQTT client. */
@Path("publish")
@Describe("Publishing messages.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Access({Role.ADMINISTRATOR, Role.PUBLISHER})
@Component(service = RestResource.class)
public final class PublishResource implements RestResource {
    private static final int ACCEPTED = 202;
    private static final int NO_SUBSCRIBERS = 0x10;
    private static final int UNSPECIFIED_ERROR = 0x80;

    private final Publishing publishing;

    @Activate
    public PublishResource(@Reference Publishing publishing) {
        this.publishing = publishing;
    }

    /** A message. */
    public record MessageBody(
            @Describe(value = "The topic name.", example = "a/b", min = 1, max = 65535)
            String topic,

            @Describe(value = "The payload, as payload_encoding says.", example = "hello")
            String payload,

            @Describe("plain (UTF-8 text), which is meant if nothing is said, or base64.")
            Payloads.@Nullable Encoding payloadEncoding,

            @Describe(value = "The QoS, 0 if nothing is said.", min = 0, max = 2) @Nullable
            Integer qos,

            @Describe("Whether the message is retained; false if nothing is said.") @Nullable
            Boolean retain,

            @Describe(value = "Who the publisher is for No Local; the API by itself if nothing is said.", max = 65535)
            @Nullable
            String clientid,

            @Describe("Properties of MQTT 5.0.") @Nullable PropertiesBody properties) {}

    /** Properties of a message. */
    public record PropertiesBody(
            @Describe(value = "1 if the payload is text.", min = 0, max = 1) @Nullable
            Integer payloadFormatIndicator,

            @Describe(
                    value = "Seconds after which the message is not delivered any more.",
                    min = 0,
                    max = 4_294_967_295L)
            @Nullable
            Long messageExpiryInterval,

            @Describe(value = "Where an answer is expected.", example = "answers", min = 1, max = 65535) @Nullable
            String responseTopic,

            @Describe(value = "Text that an answer repeats.", max = 65535) @Nullable
            String correlationData,

            @Describe("User properties by name.") @Nullable Map<String, String> userProperties,

            @Describe(value = "What the payload is.", example = "text/plain", max = 65535) @Nullable
            String contentType) {
        MessageProperties properties() {
            return new MessageProperties(
                    Optional.ofNullable(payloadFormatIndicator).map(indicator -> indicator == 1),
                    Optional.ofNullable(messageExpiryInterval),
                    Optional.ofNullable(contentType),
                    Optional.ofNullable(responseTopic),
                    Optional.ofNullable(correlationData).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                    userProperties == null
                            ? List.of()
                            : userProperties.entrySet().stream()
                                    .map(each -> new UserProperty(each.getKey(), each.getValue()))
                                    .toList());
        }
    }

    /** What became of a message. */
    public record Published(
            @Describe("The message's identifier; absent if it was refused.") @Nullable
            String id,

            @Describe(
                    "16 if nobody subscribes to the topic; otherwise the reason code of a failure; absent if it was delivered.")
            @Nullable
            Integer reasonCode,

            @Describe("The reason in words.") @Nullable String message) {}

    /** One message. */
    @POST
    @Operation(
            value = "Publishes a message.",
            description =
                    "200 if it was delivered to somebody, and is durable where that is due; 202 if nobody subscribes to the topic.",
            moreStatuses = ACCEPTED,
            returns = Published.class,
            audited = false,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.SERVICE_UNAVAILABLE})
    public Response publishMessage(MessageBody body, @Context RestCall call) {
        PublishResult result = Answers.of(() -> publishing.publish(request(body, call)));
        return switch (result) {
            case PublishResult.Refused refused -> throw RestException.badRequest(refused.why());
            case PublishResult.NotKept lost -> throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, lost.why());
            case PublishResult.NoSubscribers _ ->
                Response.status(ACCEPTED).entity(published(result)).build();
            case PublishResult.Delivered _ -> Response.ok(published(result)).build();
        };
    }

    /** Several. */
    @POST
    @Path("bulk")
    @Operation(
            value = "Publishes several messages.",
            description =
                    "Each by itself, in their order. 200 if all were delivered, 202 if not all of them had subscribers, or some were refused; "
                            + "the answer tells it of each.",
            moreStatuses = ACCEPTED,
            returns = Published[].class,
            audited = false,
            errors = ErrorCode.BAD_REQUEST)
    public Response publishMessages(
            @Describe(value = "The messages.", max = Publishing.MAX_MESSAGES) List<MessageBody> body,
            @Context RestCall call) {
        List<PublishRequest> requests =
                body.stream().map(each -> request(each, call)).toList();
        List<PublishResult> results = Answers.of(() -> publishing.publish(requests));
        boolean all = results.stream().allMatch(PublishResult.Delivered.class::isInstance);
        return Response.status(all ? Response.Status.OK.getStatusCode() : ACCEPTED)
                .entity(results.stream().map(PublishResource::published).toList())
                .build();
    }

    private static PublishRequest request(MessageBody body, RestCall call) {
        Payloads.Encoding encoding = body.payloadEncoding() == null ? Payloads.Encoding.PLAIN : body.payloadEncoding();
        return new PublishRequest(
                body.topic(),
                Payloads.read(body.payload(), encoding),
                body.qos() == null ? 0 : body.qos(),
                body.retain() != null && body.retain(),
                body.clientid() == null ? call.actor() : body.clientid(),
                body.properties() == null
                        ? MessageProperties.NONE
                        : body.properties().properties());
    }

    private static Published published(PublishResult result) {
        return switch (result) {
            case PublishResult.Delivered delivered -> new Published(delivered.id(), null, null);
            case PublishResult.NoSubscribers none ->
                new Published(none.id(), NO_SUBSCRIBERS, "no_matching_subscribers");
            case PublishResult.Refused refused -> new Published(null, refused.reasonCode(), refused.why());
            case PublishResult.NotKept lost -> new Published(null, UNSPECIFIED_ERROR, lost.why());
        };
    }
}
