package io.caracal.rest.broker;

import io.caracal.api.broker.RetainedInfo;
import io.caracal.api.broker.RetainedMessage;
import io.caracal.api.broker.RetainedMessages;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The retained messages. */
@Path("mqtt/retainer")
@Describe("Retained messages.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class RetainerResource implements RestResource {
    private final RetainedMessages retained;

    @Activate
    public RetainerResource(@Reference RetainedMessages retained) {
        this.retained = retained;
    }

    /** A retained message without its payload. */
    public record RetainedView(
            @Describe("The topic name.") String topic,
            @Describe("The QoS that it was published with.") int qos,
            @Describe("When it came in.") Instant publishAt,

            @Describe("When it is forgotten; absent for never.") @Nullable
            Instant expiryAt,

            @Describe("The publisher's client identifier.") String fromClientid,
            @Describe("How many bytes the payload has.") int payloadSize) {
        static RetainedView of(RetainedInfo info) {
            return new RetainedView(
                    info.topic(),
                    info.qos(),
                    info.publishedAt(),
                    info.expiresAt().orElse(null),
                    info.publisher(),
                    info.payloadSize());
        }
    }

    /** A retained message. */
    public record RetainedMessageView(
            @Describe("The topic name.") String topic,
            @Describe("The QoS that it was published with.") int qos,
            @Describe("When it came in.") Instant publishAt,

            @Describe("When it is forgotten; absent for never.") @Nullable
            Instant expiryAt,

            @Describe("The publisher's client identifier.") String fromClientid,
            @Describe("How many bytes the payload has.") int payloadSize,
            @Describe("The payload in base64.") String payload) {
        static RetainedMessageView of(RetainedMessage message) {
            RetainedInfo info = message.info();
            return new RetainedMessageView(
                    info.topic(),
                    info.qos(),
                    info.publishedAt(),
                    info.expiresAt().orElse(null),
                    info.publisher(),
                    info.payloadSize(),
                    Base64.getEncoder().encodeToString(message.payload()));
        }
    }

    /** A page of those that match. */
    @GET
    @Path("messages")
    @Operation(
            value = "Lists retained messages without their payloads.",
            description = "In the order of their topics' bytes.")
    public CursorPage<RetainedView> listRetainedMessages(
            @QueryParam("topic")
                    @Describe(value = "A topic filter that they match; all if nothing is said.", example = "a/#")
                    @Nullable
                    String topic,
            @BeanParam Paging paging) {
        return paging.answer(
                Answers.of(() -> retained.list(Optional.ofNullable(topic), paging.request())), RetainedView::of);
    }

    /** With its payload. */
    @GET
    @Path("message/{topic:.+}")
    @Operation(value = "Shows a retained message.", errors = ErrorCode.NOT_FOUND)
    public RetainedMessageView getRetainedMessage(
            @PathParam("topic") @Describe(value = "The topic name.", example = "a/b") String topic) {
        return Answers.of(() -> retained.get(topic))
                .map(RetainedMessageView::of)
                .orElseThrow(() -> notFound(topic));
    }

    private static RestException notFound(String topic) {
        return RestException.notFound("no message is retained for \"" + topic + "\"");
    }

    /** One. */
    @DELETE
    @Path("message/{topic:.+}")
    @Operation(value = "Forgets a retained message.", errors = ErrorCode.NOT_FOUND)
    public void deleteRetainedMessage(
            @PathParam("topic") @Describe(value = "The topic name.", example = "a/b") String topic,
            @Context RestCall call) {
        call.changed(
                Answers.of(() -> retained.get(topic))
                        .map(message -> RetainedView.of(message.info()))
                        .orElse(null),
                null);
        if (!Answers.of(() -> retained.delete(topic))) {
            throw notFound(topic);
        }
    }

    /** All. */
    @DELETE
    @Path("messages")
    @Operation("Forgets all retained messages.")
    public void deleteRetainedMessages(@Context RestCall call) {
        call.changed(new Forgotten(Answers.of(retained::deleteAll)), null);
    }

    /** What the audit log tells of it. */
    record Forgotten(long messages) {}
}
