package com.example.signedid;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Component;

/** Makes client identifiers for devices: {@code POST /api/v5/signed_ids}. */
@Path("signed_ids")
@Describe("Client identifiers with a signature, for devices that are authenticated by signed_id.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class SignedIdsResource implements RestResource {

    /** What is asked for. The key comes with each call, so that the broker's own never leaves its configuration. */
    public record NewSignedId(
            @Describe(value = "The name of the device.", example = "pump7", min = 1, max = 100)
            String name,

            @Describe(value = "The key of the element signed_id.", example = "a key that is long enough", min = 16, max = 1000)
            String key) {}

    /** The answer. */
    public record SignedId(
            @Describe("With what the device connects.") String clientId) {}

    /** Stores nothing and changes nothing. */
    @POST
    @Operation("Signs the name of a device.")
    public SignedId signDeviceName(NewSignedId wanted) {
        return new SignedId(wanted.name() + "." + new Signature(wanted.key()).of(wanted.name()));
    }
}
