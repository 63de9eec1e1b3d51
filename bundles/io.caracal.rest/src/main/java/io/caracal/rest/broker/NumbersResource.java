package io.caracal.rest.broker;

import io.caracal.api.broker.Node;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Statistics and metrics of all nodes. */
@Path("/")
@Describe("Numbers of all nodes.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class NumbersResource implements RestResource {
    private final Node node;

    @Activate
    public NumbersResource(@Reference Node node) {
        this.node = node;
    }

    /** How much there is of what. */
    @GET
    @Path("stats")
    @Operation(
            value = "Tells how much there is of what, now (.count) and at most (.max).",
            description = "A list with one object for each node; with aggregate=true one object with the sums.",
            returns = Object.class)
    public Response getStats(
            @QueryParam("aggregate") @DefaultValue("false") @Describe("Whether the nodes are added up.")
                    boolean aggregate) {
        return answer(node.stats(), aggregate);
    }

    /** What was counted. */
    @GET
    @Path("metrics")
    @Operation(
            value = "Tells what was counted since the start.",
            description = "A list with one object for each node; with aggregate=true one object with the sums.",
            returns = Object.class)
    public Response getMetrics(
            @QueryParam("aggregate") @DefaultValue("false") @Describe("Whether the nodes are added up.")
                    boolean aggregate) {
        return answer(node.metrics(), aggregate);
    }

    private Response answer(SortedMap<String, Long> numbers, boolean aggregate) {
        if (aggregate) {
            return Response.ok(numbers).build();
        }
        Map<String, Object> named = new TreeMap<>(numbers);
        named.put("node", node.info().name());
        return Response.ok(List.of(named)).build();
    }
}
