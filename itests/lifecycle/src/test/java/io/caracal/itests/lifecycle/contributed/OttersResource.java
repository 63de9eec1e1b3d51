package io.caracal.itests.lifecycle.contributed;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A route with a parameter and one with a body, both with records of this bundle. */
@Path("lifecycle/otters")
@Describe("Otters.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OttersResource implements RestResource {
    /** The answer, and the body. */
    public record Otter(@Describe("Its name.") String otterName, int fish) {}

    /** One. */
    @GET
    @Path("{name}")
    @Operation(value = "Shows an otter.", errors = ErrorCode.NOT_FOUND)
    public Otter getOtter(@PathParam("name") @Describe("Its name.") String name) {
        if (!name.equals("kay")) {
            throw RestException.notFound("there is no otter " + name);
        }
        return new Otter(name, 3);
    }

    /** One more. */
    @POST
    @Operation("Feeds an otter.")
    public Otter feedOtter(Otter otter) {
        return new Otter(otter.otterName(), otter.fish() + 1);
    }
}
