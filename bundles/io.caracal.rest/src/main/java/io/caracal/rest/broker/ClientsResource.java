package io.caracal.rest.broker;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientQuery;
import io.caracal.api.broker.Clients;
import io.caracal.api.broker.Page;
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
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The clients: who is there, with what, and ending it. */
@Path("clients")
@Describe("Clients and their sessions, with a connection or without.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class ClientsResource implements RestResource {
    private final Clients clients;

    @Activate
    public ClientsResource(@Reference Clients clients) {
        this.clients = clients;
    }

    /** A page of those that match. */
    @GET
    @Operation(
            value = "Lists clients.",
            description =
                    "In an order that does not change while they live. Conditions on other things than clientid look at every session before "
                            + "the page's end; with a cursor only at those behind it.")
    public CursorPage<ClientView> listClients(
            @BeanParam ClientConditions conditions,
            @BeanParam Paging paging,
            @QueryParam("fields")
                    @Describe(
                            value = "Which elements are wanted, divided by commas; all if nothing is said.",
                            example = "clientid,username")
                    @Nullable
                    String fields) {
        UnaryOperator<ClientView> form = Fields.of(ClientView.class, fields);
        ClientQuery query = conditions.query();
        Page<ClientInfo> found = Answers.of(() -> clients.list(query, paging.request()));
        return paging.answer(found, client -> form.apply(ClientView.of(client)));
    }

    /** One of them. */
    @GET
    @Path("{clientid}")
    @Operation(value = "Shows a client.", errors = ErrorCode.CLIENTID_NOT_FOUND)
    public ClientView getClient(@PathParam("clientid") @Describe("The client identifier.") String clientid) {
        return Answers.of(() -> clients.get(clientid)).map(ClientView::of).orElseThrow(() -> notFound(clientid));
    }

    static RestException notFound(String clientid) {
        return new RestException(ErrorCode.CLIENTID_NOT_FOUND, "there is no client \"" + clientid + "\"");
    }

    /** Connection and session. */
    @DELETE
    @Path("{clientid}")
    @Operation(value = "Ends a client's connection and its session.", errors = ErrorCode.CLIENTID_NOT_FOUND)
    public void kickClient(
            @PathParam("clientid") @Describe("The client identifier.") String clientid, @Context RestCall call) {
        call.changed(new Kicked(List.of(clientid)), null);
        if (!Answers.of(() -> clients.kick(clientid))) {
            throw notFound(clientid);
        }
    }

    /** Several at once. */
    @POST
    @Path("kickout/bulk")
    @Operation(
            value = "Ends connections and sessions of several clients.",
            description = "Those that are not there are passed over.",
            status = 204)
    public void kickClients(
            @Describe(value = "Client identifiers.", max = Clients.MAX_NAMES) List<String> clientids,
            @Context RestCall call) {
        if (clientids.size() > Clients.MAX_NAMES) {
            throw RestException.badRequest(
                    "given " + clientids.size() + " client identifiers, expected at most " + Clients.MAX_NAMES);
        }
        call.changed(new Kicked(List.copyOf(Answers.of(() -> clients.kick(clientids)))), null);
    }

    /** What the audit log tells of it. */
    record Kicked(List<String> clientids) {}
}
