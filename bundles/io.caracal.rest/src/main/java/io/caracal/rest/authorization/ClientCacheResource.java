package io.caracal.rest.authorization;

import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationAdministration.CachedDecision;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is remembered of decisions about one client. */
@Path("clients")
@Describe("Cached decisions about what a client may do.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ClientCacheResource implements RestResource {
    private final AuthorizationAdministration authorization;

    @Activate
    public ClientCacheResource(@Reference AuthorizationAdministration authorization) {
        this.authorization = authorization;
    }

    /** A decision. */
    public record CachedView(
            @Describe("publish or subscribe.") Action action,
            @Describe("The topic or filter.") String topic,
            @Describe("The QoS.") int qos,

            @Describe("Whether the message is to be retained.")
            boolean retain,

            @Describe("allow or deny.") String result,

            @Describe("How old the decision is, in milliseconds.")
            long age) {
        static CachedView of(CachedDecision decision) {
            return new CachedView(
                    decision.action(),
                    decision.topic(),
                    decision.qos(),
                    decision.retain(),
                    decision.allowed() ? "allow" : "deny",
                    decision.age().toMillis());
        }
    }

    /** What is remembered. */
    @GET
    @Path("{clientid}/authorization/cache")
    @Operation(value = "Lists the cached decisions about what a client may do.", errors = ErrorCode.CLIENTID_NOT_FOUND)
    public List<CachedView> getClientAuthorizationCache(
            @PathParam("clientid") @Describe("The client identifier.") String clientid) {
        return authorization.cached(clientid).orElseThrow(() -> notFound(clientid)).stream()
                .map(CachedView::of)
                .toList();
    }

    /** At once. */
    @DELETE
    @Path("{clientid}/authorization/cache")
    @Operation(
            value = "Forgets the cached decisions about what a client may do.",
            errors = ErrorCode.CLIENTID_NOT_FOUND)
    public void deleteClientAuthorizationCache(
            @PathParam("clientid") @Describe("The client identifier.") String clientid) {
        if (!authorization.cleanCache(clientid)) {
            throw notFound(clientid);
        }
    }

    private static RestException notFound(String clientid) {
        return new RestException(
                ErrorCode.CLIENTID_NOT_FOUND, "there is no client \"" + clientid + "\" that was accepted");
    }
}
