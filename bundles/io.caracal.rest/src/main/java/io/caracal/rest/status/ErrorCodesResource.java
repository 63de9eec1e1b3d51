package io.caracal.rest.status;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The codes that refusals carry. */
@Path("error_codes")
@Describe("The codes that refusals carry.")
@Produces(MediaType.APPLICATION_JSON)
@Access(anonymous = true)
@Component(service = RestResource.class)
public final class ErrorCodesResource implements RestResource {
    /** One of them. */
    public record CodeInfo(
            @Describe("As it stands in a refusal.") String code,
            @Describe("The HTTP status that goes with it.") int status,
            @Describe("What it means.") String description) {
        static CodeInfo of(ErrorCode code) {
            return new CodeInfo(code.name(), code.status(), code.description());
        }
    }

    /** All of them. */
    @GET
    @Operation("Lists the codes of refusals.")
    public List<CodeInfo> listErrorCodes() {
        return Arrays.stream(ErrorCode.values()).map(CodeInfo::of).toList();
    }

    /** One of them. */
    @GET
    @Path("{code}")
    @Operation(value = "Explains a code.", errors = ErrorCode.NOT_FOUND)
    public CodeInfo getErrorCode(@PathParam("code") @Describe(value = "The code.", example = "NOT_FOUND") String code) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(CodeInfo::of)
                .orElseThrow(() -> RestException.notFound("there is no error code " + code));
    }
}
