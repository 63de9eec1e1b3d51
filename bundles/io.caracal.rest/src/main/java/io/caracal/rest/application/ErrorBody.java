package io.caracal.rest.application;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/** The body of every refusal. */
public record ErrorBody(
        @Describe("The code, one of those that error_codes lists.")
        String code,

        @Describe("A sentence for people.") String message,

        @Describe("What a program may want to know besides.")
        Optional<Map<String, ?>> details) {

    static Response.ResponseBuilder answer(RestException refusal) {
        Optional<Map<String, ?>> details =
                Optional.<Map<String, ?>>of(refusal.details()).filter(map -> !map.isEmpty());
        return Response.status(refusal.code().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(refusal.code().name(), String.valueOf(refusal.getMessage()), details));
    }

    static Response.ResponseBuilder answer(ErrorCode code, String message) {
        return answer(new RestException(code, message));
    }
}
