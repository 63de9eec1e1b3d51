package io.caracal.rest.status;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the broker is up. */
@Path("status")
@Describe("Whether the broker is up; for load balancers and probes, without credentials.")
@Component(service = RestResource.class)
public final class StatusResource implements RestResource {
    private final String version;

    /** How the answer is written. */
    public enum Format {
        TEXT,
        JSON
    }

    /** The answer as JSON. */
    public record Status(
            @Describe("running") String status,
            @Describe("The version of the broker.") String version,

            @Describe("Milliseconds since the process was started.")
            long uptime) {}

    @Activate
    public StatusResource(BundleContext context) {
        version = context.getBundle().getVersion().toString();
    }

    /** As EMQX answers it: text, JSON on request. */
    @GET
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Access(anonymous = true)
    @Operation(value = "Tells whether the broker is up.", returns = Status.class)
    public Response getStatus(@QueryParam("format") @Describe("text, if it is not given") @Nullable Format format) {
        if (format == Format.JSON) {
            Status status = new Status(
                    "running", version, ManagementFactory.getRuntimeMXBean().getUptime());
            return Response.ok(status, MediaType.APPLICATION_JSON_TYPE).build();
        }
        return Response.ok("Caracal " + version + " is running\n", MediaType.TEXT_PLAIN_TYPE)
                .build();
    }
}
