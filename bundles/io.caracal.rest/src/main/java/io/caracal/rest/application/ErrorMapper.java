package io.caracal.rest.application;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.rest.json.JsonProblem;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Arrays;
import org.eclipse.jetty.io.EofException;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Turns whatever was thrown into {@code {"code", "message"}}; what nobody expected is logged and says nothing about the inside. */
final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    @Context
    @SuppressWarnings("NullAway.Init") // set by Jersey, which puts a proxy there
    private jakarta.inject.Provider<ContainerRequest> request;

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case RestException refusal -> refused(refusal);
            case JacksonException json -> refused(JsonProblem.of(json));
            case ParamException.PathParamException path -> answer(ErrorCode.NOT_FOUND, parameter(path));
            case ParamException parameter -> answer(ErrorCode.BAD_REQUEST, parameter(parameter));
            case NotFoundException _ -> answer(ErrorCode.NOT_FOUND, "there is nothing at /" + path());
            case NotAllowedException method -> notAllowed(method);
            case NotAcceptableException _ -> answer(ErrorCode.NOT_ACCEPTABLE, notAcceptable());
            case NotSupportedException _ -> answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, notSupported());
            case WebApplicationException other -> other(other);
            default -> unexpected(thrown);
        };
    }

    private static Response refused(RestException refusal) {
        return ErrorBody.answer(refusal).build();
    }

    private static Response answer(ErrorCode code, String message) {
        return ErrorBody.answer(code, message).build();
    }

    private static String parameter(ParamException e) {
        Throwable cause = e.getCause();
        String reason = cause instanceof NumberFormatException
                ? "expected a whole number"
                : cause == null || cause.getMessage() == null ? "expected another form" : cause.getMessage();
        return e.getParameterName() + ": " + reason
                + (cause instanceof NumberFormatException ? ", " + given(cause) : "");
    }

    private static String given(Throwable numberFormat) {
        return "given " + String.valueOf(numberFormat.getMessage()).replaceFirst("^For input string: ", "");
    }

    private Response notAllowed(NotAllowedException e) {
        String allowed = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return ErrorBody.answer(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "given " + request.get().getMethod() + ", expected one of " + allowed + " at /" + path())
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    private String notAcceptable() {
        return "given Accept: " + header(HttpHeaders.ACCEPT)
                + ", expected one that takes what the API document names here";
    }

    private String notSupported() {
        String given = header(HttpHeaders.CONTENT_TYPE);
        return (given == null ? "no Content-Type was given" : "given Content-Type: " + given)
                + ", expected one that the API document names here, such as application/json";
    }

    private @Nullable String header(String name) {
        return request.get().getHeaderString(name);
    }

    private String path() {
        return request.get().getUriInfo().getPath();
    }

    private static Response other(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400 || e.getResponse().hasEntity()) {
            return e.getResponse();
        }
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR);
        if (status >= 500) {
            LOG.error("a resource failed status={}", status, e);
        }
        String message = e.getCause() instanceof JacksonException json
                ? String.valueOf(JsonProblem.of(json).getMessage())
                : code.description();
        return ErrorBody.answer(code, message).status(status).build();
    }

    private Response unexpected(Throwable thrown) {
        if (thrown instanceof EofException) {
            LOG.debug("the client went before its request was complete", thrown);
        } else {
            LOG.error("{} /{} failed", request.get().getMethod(), path(), thrown);
        }
        return answer(ErrorCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR.description());
    }
}
