package io.caracal.rest.broker;

import io.caracal.api.broker.Alarm;
import io.caracal.api.broker.Alarms;
import io.caracal.api.broker.Node;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an administrator should look at. */
@Path("alarms")
@Describe("What an administrator should look at.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class AlarmsResource implements RestResource {
    private final Alarms alarms;
    private final String node;

    @Activate
    public AlarmsResource(@Reference Alarms alarms, @Reference Node node) {
        this.alarms = alarms;
        this.node = node.info().name();
    }

    /** An alarm. */
    public record AlarmView(
            @Describe("The node that raised it.") String node,
            @Describe("What it is about.") String name,
            @Describe("In words.") String message,
            @Describe("Numbers and texts by name.") Map<String, Object> details,

            @Describe("How long it has lasted, or lasted, in milliseconds.")
            long duration,

            @Describe("Since when.") Instant activateAt,

            @Describe("Until when; absent as long as it lasts.") @Nullable
            Instant deactivateAt) {
        static AlarmView of(Alarm alarm, String node) {
            Instant end = alarm.deactivatedAt().orElse(null);
            Instant until = end == null ? Instant.now() : end;
            return new AlarmView(
                    node,
                    alarm.name(),
                    alarm.message(),
                    new TreeMap<>(alarm.details()),
                    Math.max(0, Duration.between(alarm.activatedAt(), until).toMillis()),
                    alarm.activatedAt(),
                    end);
        }
    }

    /** A page of them, the latest first. */
    @GET
    @Operation(value = "Lists alarms.", description = "The latest first.")
    public Page<AlarmView> listAlarms(
            @QueryParam("activated")
                    @DefaultValue("true")
                    @Describe("Those that last; with false those that are over, as far as they are remembered.")
                    boolean activated,
            @QueryParam("page")
                    @DefaultValue("1")
                    @Describe(value = "Number of the page, counted from 1.", min = 1, max = 1_000_000)
                    int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "The most elements of the page.", min = 1, max = Page.MAX_LIMIT)
                    int limit) {
        List<Alarm> all = activated ? alarms.active() : alarms.past();
        return Page.of(all.stream().map(alarm -> AlarmView.of(alarm, node)).toList(), page, limit);
    }

    /** Forgets those that are over. */
    @DELETE
    @Operation(value = "Forgets alarms that are over.", description = "Those that last stay.")
    public void deleteAlarms(@Context RestCall call) {
        call.changed(new Forgotten(alarms.forgetPast()), null);
    }

    /** What the audit log tells of it. */
    record Forgotten(int alarms) {}
}
