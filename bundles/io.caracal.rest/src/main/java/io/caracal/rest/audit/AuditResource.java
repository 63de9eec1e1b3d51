package io.caracal.rest.audit;

import io.caracal.api.audit.AuditLog;
import io.caracal.api.audit.AuditQuery;
import io.caracal.api.audit.AuditRecord;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who changed what. */
@Path("audit")
@Describe("Who changed what, from where, and what came of it.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class AuditResource implements RestResource {
    private final AuditLog log;

    @Activate
    public AuditResource(@Reference AuditLog log) {
        this.log = log;
    }

    /** Which lines are wanted; what is not given does not restrict. */
    @SuppressWarnings("NullAway.Init") // Jersey fills it
    public static final class Filter {
        @QueryParam("page")
        @DefaultValue("1")
        @Describe(value = "Which page, from 1.", min = 1)
        int page;

        @QueryParam("limit")
        @DefaultValue("100")
        @Describe(value = "The most lines of a page.", min = 1, max = 10_000)
        int limit;

        @QueryParam("actor")
        @Describe(value = "Who: user:NAME, api_key:NAME, local, anonymous.", example = "user:admin")
        @Nullable
        String actor;

        @QueryParam("ip")
        @Describe(value = "The address that it came from.", example = "127.0.0.1")
        @Nullable
        String ip;

        @QueryParam("operation")
        @Describe(value = "What, as the API document names it.", example = "createUser")
        @Nullable
        String operation;

        @QueryParam("from")
        @Describe("The way it came: rest, plugins_folder, config_file, …")
        @Nullable
        String from;

        @QueryParam("success")
        @Describe("Whether it took effect.")
        @Nullable
        Boolean success;

        @QueryParam("gte_created_at")
        @Describe("Not before this time.")
        @Nullable
        Instant since;

        @QueryParam("lte_created_at")
        @Describe("Not after this time.")
        @Nullable
        Instant until;

        AuditQuery query() {
            return new AuditQuery(
                    Optional.ofNullable(actor),
                    Optional.ofNullable(ip),
                    Optional.ofNullable(operation),
                    Optional.ofNullable(from),
                    Optional.ofNullable(success),
                    Optional.ofNullable(since),
                    Optional.ofNullable(until),
                    Page.offset(page, limit),
                    limit);
        }
    }

    /** A line. */
    public record AuditLine(
            @Describe("When it ended.") Instant createdAt,
            @Describe("The way it came.") String from,
            @Describe("Who.") String actor,

            @Describe("The address that it came from; empty if it did not come by network.")
            String ip,

            @Describe("What, as the API document names it.") String operation,
            @Describe("What it was done to.") String target,

            @Describe("JSON text of what was; absent if nothing is known.")
            Optional<String> before,

            @Describe("JSON text of what is; absent likewise.")
            Optional<String> after,

            @Describe("Whether it took effect.") boolean success,
            @Describe("The answer.") String result,
            @Describe("How long it took.") long durationMs) {
        static AuditLine of(AuditRecord entry) {
            return new AuditLine(
                    entry.time(),
                    entry.channel(),
                    entry.actor(),
                    entry.sourceAddress(),
                    entry.operation(),
                    entry.target(),
                    Optional.of(entry.before()).filter(text -> !text.isEmpty()),
                    Optional.of(entry.after()).filter(text -> !text.isEmpty()),
                    entry.success(),
                    entry.result(),
                    entry.duration().toMillis());
        }
    }

    /** The newest first. */
    @GET
    @Operation("Lists changes and attempts, the newest first.")
    public Page<AuditLine> listAudit(@BeanParam Filter filter) throws IOException {
        AuditLog.Found found = log.find(filter.query());
        return new Page<>(
                found.records().stream().map(AuditLine::of).toList(),
                new Page.Meta(filter.page, filter.limit, null, found.hasNext()));
    }
}
