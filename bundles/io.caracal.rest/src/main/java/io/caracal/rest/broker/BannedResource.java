package io.caracal.rest.broker;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may not connect. */
@Path("banned")
@Describe("Clients, users, addresses and networks that may not connect.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class BannedResource implements RestResource {
    private static final String NEVER = "infinity";

    private final Banned banned;

    @Activate
    public BannedResource(@Reference Banned banned) {
        this.banned = banned;
    }

    /** A ban as it is kept. */
    public record BanView(
            @Describe("What who is.") Ban.Kind as,
            @Describe("Who is banned.") String who,
            @Describe("Who banned him.") String by,
            @Describe("Why.") String reason,
            @Describe("From when on.") Instant at,

            @Describe("When it ends by itself; infinity for never.")
            String until) {
        static BanView of(Ban ban) {
            return new BanView(
                    ban.as(),
                    ban.who(),
                    ban.by(),
                    ban.reason(),
                    ban.at(),
                    ban.until().map(Instant::toString).orElse(NEVER));
        }
    }

    /** A ban that is wanted. */
    public record BanBody(
            @Describe("What who is: compared letter by letter, as a regular expression (_re), or as a network (_net).")
            Ban.Kind as,

            @Describe(
                    value =
                            "A client identifier, a user name, an address, a regular expression that matches somewhere, or a network such as 10.1.0.0/16.",
                    example = "troublemaker",
                    min = 1,
                    max = Ban.MAX_LENGTH)
            String who,

            @Describe(value = "Who bans him; the caller if nothing is said.", max = Ban.MAX_LENGTH) @Nullable
            String by,

            @Describe(value = "Why.", max = Ban.MAX_LENGTH) @Nullable
            String reason,

            @Describe("From when on; now if nothing is said.") @Nullable
            Instant at,

            @Describe(
                    value = "When it ends by itself; infinity, or nothing, for never.",
                    example = "2036-01-01T00:00:00Z")
            @Nullable
            String until) {
        Ban ban(String actor) {
            return new Ban(
                    as,
                    who,
                    by == null ? actor : by,
                    reason == null ? "" : reason,
                    at == null ? Instant.now() : at,
                    until == null || until.equals(NEVER) ? Optional.empty() : Optional.of(moment(until)));
        }

        private static Instant moment(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw RestException.badRequest(
                        "until: given \"" + text + "\", expected a time such as 2036-01-01T00:00:00Z, or infinity");
            }
        }
    }

    /** Which are meant. */
    public static final class Conditions {
        @QueryParam("as")
        @Describe("Of this kind.")
        Ban.@Nullable Kind as;

        @QueryParam("who")
        @Describe("Exactly this.")
        @Nullable
        String who;

        @QueryParam("like_who")
        @Describe("A part of who.")
        @Nullable
        String likeWho;

        BanQuery query() {
            return new BanQuery(Optional.ofNullable(as), Optional.ofNullable(who), Optional.ofNullable(likeWho));
        }
    }

    /** A page of those that match. */
    @GET
    @Operation(value = "Lists bans.", description = "In the order of kind and who.")
    public CursorPage<BanView> listBanned(@BeanParam Conditions conditions, @BeanParam Paging paging) {
        return paging.answer(Answers.now(() -> banned.list(conditions.query(), paging.request())), BanView::of);
    }

    /** Bans, and ends the connections that are hit. */
    @POST
    @Operation(
            value = "Bans.",
            description = "Those who are connected and hit by it lose their connections.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS})
    public BanView createBanned(BanBody body, @Context RestCall call) {
        BanView made = Answers.of(() -> banned.add(body.ban(call.actor())))
                .map(BanView::of)
                .orElseThrow(() -> new RestException(
                        ErrorCode.ALREADY_EXISTS,
                        body.as().key() + " \"" + body.who() + "\" is banned already; lift that ban first"));
        call.changed(null, made);
        return made;
    }

    /** One. */
    @DELETE
    @Path("{as}/{who:.+}")
    @Operation(
            value = "Lifts a ban.",
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND})
    public void deleteBanned(
            @PathParam("as") @Describe(value = "What who is.", example = "clientid") Ban.Kind as,
            @PathParam("who") @Describe(value = "Who is banned.", example = "troublemaker") String who,
            @Context RestCall call) {
        call.changed(Answers.now(() -> banned.get(as, who)).map(BanView::of).orElse(null), null);
        if (!Answers.of(() -> banned.remove(as, who))) {
            throw RestException.notFound(as.key() + " \"" + who + "\" is not banned");
        }
    }

    /** All. */
    @DELETE
    @Operation("Lifts all bans.")
    public void deleteAllBanned(@Context RestCall call) {
        call.changed(new Lifted(Answers.of(banned::clear)), null);
    }

    /** What the audit log tells of it. */
    record Lifted(long bans) {}
}
