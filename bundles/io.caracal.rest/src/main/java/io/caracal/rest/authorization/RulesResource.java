package io.caracal.rest.authorization;

import io.caracal.api.auth.RuleDatabase;
import io.caracal.api.auth.RuleDatabase.Entry;
import io.caracal.api.auth.RuleDatabase.Kind;
import io.caracal.api.auth.RuleDatabase.RulePage;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules of the source built_in_database. */
@Path("authorization/sources/built_in_database/rules")
@Describe(
        "Rules of the source built_in_database: for client identifiers, for user names, for all; asked in this order.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class RulesResource implements RestResource {
    private static final String RULE =
            "Rules: {permission, action, topic or topics, qos, retain, and what they say about the client}. Caches are clean when the answer comes.";
    private static final String RULES_EXAMPLE =
            "[{\"permission\": \"allow\", \"action\": \"publish\", \"topic\": \"a/#\"}]";

    private final RuleDatabase database;

    @Activate
    public RulesResource(@Reference RuleDatabase database) {
        this.database = database;
    }

    /** The rules of one user. */
    public record UserRules(
            @Describe(value = "The user name.", example = "kay", min = 1, max = 65535)
            String username,

            @Describe(value = RULE, example = RULES_EXAMPLE) List<Map<String, @Nullable Object>> rules) {}

    /** The rules of one client. */
    public record ClientRules(
            @Describe(value = "The client identifier.", example = "pump-7", min = 1, max = 65535)
            String clientid,

            @Describe(value = RULE, example = RULES_EXAMPLE) List<Map<String, @Nullable Object>> rules) {}

    /** Rules of whoever the path names. */
    public record Rules(
            @Describe("As in the path.") @Nullable String username,
            @Describe("As in the path.") @Nullable String clientid,
            @Describe(value = RULE, example = RULES_EXAMPLE) List<Map<String, @Nullable Object>> rules) {
        private void names(String key, String name) {
            String given = key.equals("username") ? username : clientid;
            String other = key.equals("username") ? clientid : username;
            if (other != null || given != null && !given.equals(name)) {
                throw RestException.badRequest(
                        "given another owner than the path names, expected " + key + " " + name + ", or none");
            }
        }
    }

    // Users

    /** A page of users. */
    @GET
    @Path("users")
    @Operation("Lists user names with their rules, in the order of the names.")
    public Page<Map<String, Object>> listRulesOfUsers(
            @QueryParam("like_username") @DefaultValue("") @Describe("A part of the user name.") String like,
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Counted from 1.", min = 1, max = 1_000_000)
                    int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "The most elements of the page.", min = 1, max = Page.MAX_LIMIT)
                    int limit) {
        return list(Kind.USERNAME, "username", like, page, limit);
    }

    /** Some more. */
    @POST
    @Path("users")
    @Operation(
            value = "Adds rules of users: of all that are named or of none.",
            description = RULE,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS})
    public void addRulesOfUsers(List<UserRules> body, @Context RestCall call) {
        add(
                Kind.USERNAME,
                body.stream()
                        .map(each -> RuleBodies.read(each.username(), each.rules()))
                        .toList());
        call.changed(null, body);
    }

    /** One user's. */
    @GET
    @Path("users/{username}")
    @Operation(value = "Shows the rules of a user name.", errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getRulesOfUser(
            @PathParam("username") @Describe(value = "The user name.", example = "kay") String username) {
        return get(Kind.USERNAME, "username", username);
    }

    /** One user's. */
    @PUT
    @Path("users/{username}")
    @Operation(value = "Sets the rules of a user name in place of those there were.", description = RULE)
    public Map<String, Object> putRulesOfUser(
            @PathParam("username") @Describe(value = "The user name.", example = "kay") String username,
            Rules body,
            @Context RestCall call) {
        body.names("username", username);
        return put(Kind.USERNAME, "username", RuleBodies.read(username, body.rules()), call);
    }

    /** One user's. */
    @DELETE
    @Path("users/{username}")
    @Operation(value = "Removes the rules of a user name.", errors = ErrorCode.NOT_FOUND)
    public void deleteRulesOfUser(
            @PathParam("username") @Describe(value = "The user name.", example = "kay") String username,
            @Context RestCall call) {
        delete(Kind.USERNAME, "username", username, call);
    }

    // Clients

    /** A page of clients. */
    @GET
    @Path("clients")
    @Operation("Lists client identifiers with their rules, in the order of the identifiers.")
    public Page<Map<String, Object>> listRulesOfClients(
            @QueryParam("like_clientid") @DefaultValue("") @Describe("A part of the client identifier.") String like,
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Counted from 1.", min = 1, max = 1_000_000)
                    int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "The most elements of the page.", min = 1, max = Page.MAX_LIMIT)
                    int limit) {
        return list(Kind.CLIENTID, "clientid", like, page, limit);
    }

    /** Some more. */
    @POST
    @Path("clients")
    @Operation(
            value = "Adds rules of client identifiers: of all that are named or of none.",
            description = RULE,
            errors = {ErrorCode.BAD_REQUEST, ErrorCode.ALREADY_EXISTS})
    public void addRulesOfClients(List<ClientRules> body, @Context RestCall call) {
        add(
                Kind.CLIENTID,
                body.stream()
                        .map(each -> RuleBodies.read(each.clientid(), each.rules()))
                        .toList());
        call.changed(null, body);
    }

    /** One client's. */
    @GET
    @Path("clients/{clientid}")
    @Operation(value = "Shows the rules of a client identifier.", errors = ErrorCode.NOT_FOUND)
    public Map<String, Object> getRulesOfClient(
            @PathParam("clientid") @Describe(value = "The client identifier.", example = "pump-7") String clientid) {
        return get(Kind.CLIENTID, "clientid", clientid);
    }

    /** One client's. */
    @PUT
    @Path("clients/{clientid}")
    @Operation(value = "Sets the rules of a client identifier in place of those there were.", description = RULE)
    public Map<String, Object> putRulesOfClient(
            @PathParam("clientid") @Describe(value = "The client identifier.", example = "pump-7") String clientid,
            Rules body,
            @Context RestCall call) {
        body.names("clientid", clientid);
        return put(Kind.CLIENTID, "clientid", RuleBodies.read(clientid, body.rules()), call);
    }

    /** One client's. */
    @DELETE
    @Path("clients/{clientid}")
    @Operation(value = "Removes the rules of a client identifier.", errors = ErrorCode.NOT_FOUND)
    public void deleteRulesOfClient(
            @PathParam("clientid") @Describe(value = "The client identifier.", example = "pump-7") String clientid,
            @Context RestCall call) {
        delete(Kind.CLIENTID, "clientid", clientid, call);
    }

    // All

    /** Everybody's. */
    @GET
    @Path("all")
    @Operation("Shows the rules for all clients.")
    public Map<String, Object> getRulesOfAll() {
        return RuleBodies.show("", Waiting.on(() -> database.find(Kind.ALL, "")).orElse(new Entry("", List.of())));
    }

    /** Everybody's. */
    @POST
    @Path("all")
    @Operation(value = "Sets the rules for all clients in place of those there were.", description = RULE)
    public Map<String, Object> putRulesOfAll(Rules body, @Context RestCall call) {
        return put(Kind.ALL, "", RuleBodies.read("", body.rules()), call);
    }

    /** Everybody's. */
    @DELETE
    @Path("all")
    @Operation("Removes the rules for all clients.")
    public void deleteRulesOfAll(@Context RestCall call) {
        Map<String, Object> before = getRulesOfAll();
        Waiting.on(() -> database.remove(Kind.ALL, ""));
        call.changed(before, null);
    }

    /** Every one. */
    @DELETE
    @Operation("Removes every rule: of client identifiers, of user names, and for all clients.")
    public void deleteAllRules() {
        Waiting.on(database::clear);
    }

    private Page<Map<String, Object>> list(Kind kind, String key, String like, int page, int limit) {
        long before = Page.offset(page, limit);
        RulePage found = Waiting.on(() -> database.list(kind, like, page, limit));
        return new Page<>(
                found.entries().stream()
                        .map(entry -> RuleBodies.show(key, entry))
                        .toList(),
                new Page.Meta(
                        page, limit, found.count(), before + found.entries().size() < found.count()));
    }

    private void add(Kind kind, List<Entry> entries) {
        if (entries.stream().map(Entry::name).distinct().count() < entries.size()) {
            throw RestException.badRequest("the same name was given twice, expected each once with all its rules");
        }
        Waiting.on(() -> database.add(kind, entries)).ifPresent(name -> {
            throw new RestException(
                    ErrorCode.ALREADY_EXISTS, "\"" + name + "\" has rules already; PUT replaces them. None was added");
        });
    }

    private Map<String, Object> get(Kind kind, String key, String name) {
        return Waiting.on(() -> database.find(kind, name))
                .map(entry -> RuleBodies.show(key, entry))
                .orElseThrow(() -> RestException.notFound("\"" + name + "\" has no rules"));
    }

    private Map<String, Object> put(Kind kind, String key, Entry entry, RestCall call) {
        Map<String, Object> before = Waiting.on(() -> database.find(kind, entry.name()))
                .map(found -> RuleBodies.show(key, found))
                .orElse(null);
        Waiting.on(() -> database.put(kind, entry));
        Map<String, Object> after = RuleBodies.show(key, entry);
        call.changed(before, after);
        return after;
    }

    private void delete(Kind kind, String key, String name, RestCall call) {
        Map<String, Object> before = get(kind, key, name);
        Waiting.on(() -> database.remove(kind, name));
        call.changed(before, null);
    }
}
