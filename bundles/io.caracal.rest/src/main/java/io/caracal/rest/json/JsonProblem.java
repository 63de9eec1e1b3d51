package io.caracal.rest.json;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says in our words what is wrong with a body. */
public final class JsonProblem {
    private JsonProblem() {}

    public static RestException of(JacksonException e) {
        return new RestException(ErrorCode.BAD_REQUEST, message(e));
    }

    private static String message(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidFormatException format ->
                at(format) + "given \"" + format.getValue() + "\", expected " + Expected.of(format.getTargetType());
            case ValueInstantiationException refused
            when refused.getCause() != null -> at(refused) + refused.getCause().getMessage();
            case MismatchedInputException trailing
            when trailing.getOriginalMessage().startsWith("Trailing token") ->
                "the body is no valid JSON" + where(trailing) + ": there is more after its end";
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null ->
                at(mismatch) + "given another kind of value, expected " + Expected.of(mismatch.getTargetType())
                        + where(mismatch);
            case StreamReadException syntax ->
                "the body is no valid JSON" + where(syntax) + ": " + syntax.getOriginalMessage();
            default -> at(e) + "the body is not as expected" + where(e);
        };
    }

    private static String unknown(UnrecognizedPropertyException e) {
        var known =
                e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        return at(e) + "given an unknown key, "
                + Names.nearest(e.getPropertyName(), known)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("expected one of " + String.join(", ", known));
    }

    private static String at(JacksonException e) {
        String path = e.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : "." + reference.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : (path.startsWith(".") ? path.substring(1) : path) + ": ";
    }

    private static String where(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
