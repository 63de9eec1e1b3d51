package io.caracal.rest.login;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.ApiKeys.ApiKey;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys that programs call with. */
@Path("api_key")
@Describe("The keys that programs call with, by HTTP Basic.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Access(value = Role.ADMINISTRATOR, apiKeys = false)
public final class ApiKeysResource implements RestResource {
    private final Accounts accounts;

    public ApiKeysResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A key without its secret. */
    public record KeyInfo(
            @Describe("Name of the key.") String name,

            @Describe("The public half: the user name of HTTP Basic.")
            String apiKey,

            @Describe("What its holder may do.") Role role,
            @Describe("Whether it is good at the moment.") boolean enable,
            @Describe("Text for people.") String desc,
            @Describe("When it was made.") Instant createdAt,

            @Describe("Until when it is good; absent for ever.")
            Optional<Instant> expiredAt,

            @Describe("Whether that time has passed.") boolean expired) {
        static KeyInfo of(ApiKey key) {
            Optional<Instant> expiry = Optional.ofNullable(key.expiredAt());
            return new KeyInfo(
                    key.name(),
                    key.apiKey(),
                    key.role(),
                    key.enable(),
                    key.description(),
                    key.createdAt(),
                    expiry,
                    expiry.filter(time -> time.isBefore(Instant.now())).isPresent());
        }
    }

    /** A key with its secret, seen this once. */
    public record CreatedKey(
            @Describe("Name of the key.") String name,

            @Describe("The public half: the user name of HTTP Basic.")
            String apiKey,

            @Describe("The secret half: the password of HTTP Basic. It is not shown again.")
            String apiSecret,

            @Describe("What its holder may do.") Role role,
            @Describe("Whether it is good at the moment.") boolean enable,
            @Describe("Text for people.") String desc,
            @Describe("When it was made.") Instant createdAt,

            @Describe("Until when it is good; absent for ever.")
            Optional<Instant> expiredAt) {}

    /** A key to be made. */
    public record NewKey(
            @Describe(
                    value = "Name: letters, digits, dots, hyphens and underscores.",
                    example = "backup-job",
                    min = 1,
                    max = 256)
            String name,

            @Describe("What its holder may do; administrator if left out.")
            Optional<Role> role,

            @Describe("Whether it is good at once; true if left out.")
            Optional<Boolean> enable,

            @Describe(value = "Text for people.", max = 1024)
            Optional<String> desc,

            @Describe(value = "Until when it is good; for ever if left out.", example = "2099-12-31T23:59:59Z")
            Optional<Instant> expiredAt) {}

    /** What of a key can be changed; what is left out stays. */
    public record KeyChange(
            @Describe("What its holder may do.") Optional<Role> role,
            @Describe("Whether it is good.") Optional<Boolean> enable,

            @Describe(value = "Text for people.", max = 1024)
            Optional<String> desc,

            @Describe(value = "Until when it is good.", example = "2099-12-31T23:59:59Z")
            Optional<Instant> expiredAt) {}

    /** All of them. */
    @GET
    @Operation("Lists the API keys.")
    public List<KeyInfo> listApiKeys() {
        return accounts.keys().all().stream().map(KeyInfo::of).toList();
    }

    /** A new one. */
    @POST
    @Operation(
            value = "Makes an API key and shows its secret, once.",
            errors = {ErrorCode.ALREADY_EXISTS})
    public CreatedKey createApiKey(NewKey body, @Context RestCall call) {
        ApiKeys.Created made = accounts.keys()
                .add(
                        body.name(),
                        body.role().orElse(Role.ADMINISTRATOR),
                        body.enable().orElse(true),
                        body.desc().orElse(""),
                        body.expiredAt().orElse(null));
        ApiKey key = made.key();
        call.changed(null, KeyInfo.of(key));
        return new CreatedKey(
                key.name(),
                key.apiKey(),
                made.secret(),
                key.role(),
                key.enable(),
                key.description(),
                key.createdAt(),
                body.expiredAt());
    }

    /** One of them. */
    @GET
    @Path("{name}")
    @Operation(value = "Shows an API key without its secret.", errors = ErrorCode.NOT_FOUND)
    public KeyInfo getApiKey(
            @PathParam("name") @Describe(value = "Name of the key.", example = "backup-job") String name) {
        return KeyInfo.of(accounts.keys().get(name));
    }

    /** All but name and secret. */
    @PUT
    @Path("{name}")
    @Operation(value = "Changes an API key.", errors = ErrorCode.NOT_FOUND)
    public KeyInfo updateApiKey(
            @PathParam("name") @Describe(value = "Name of the key.", example = "backup-job") String name,
            KeyChange body,
            @Context RestCall call) {
        ApiKey before = accounts.keys().get(name);
        accounts.keys().checkExpiry(body.expiredAt().orElse(null));
        ApiKey after = accounts.keys()
                .update(
                        name,
                        key -> new ApiKey(
                                name,
                                key.apiKey(),
                                key.secretDigest(),
                                body.role().orElse(key.role()),
                                body.enable().orElse(key.enable()),
                                body.desc().orElse(key.description()),
                                key.createdAt(),
                                body.expiredAt().orElse(key.expiredAt())));
        call.changed(KeyInfo.of(before), KeyInfo.of(after));
        return KeyInfo.of(after);
    }

    /** For good. */
    @DELETE
    @Path("{name}")
    @Operation(value = "Removes an API key.", errors = ErrorCode.NOT_FOUND)
    public void deleteApiKey(
            @PathParam("name") @Describe(value = "Name of the key.", example = "backup-job") String name,
            @Context RestCall call) {
        KeyInfo before = getApiKey(name);
        accounts.keys().remove(name);
        call.changed(before, null);
    }
}
