package io.caracal.rest.openapi;

import io.caracal.api.rest.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The answers with which an operation can refuse. */
final class Refusals {
    /** What the server can say to any request. */
    private static final Set<ErrorCode> ALWAYS = EnumSet.of(
            ErrorCode.BAD_REQUEST,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.TOO_MANY_REQUESTS,
            ErrorCode.HEADERS_TOO_LARGE,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.SERVICE_UNAVAILABLE);

    private static final Set<ErrorCode> WITH_CREDENTIALS = EnumSet.of(
            ErrorCode.UNAUTHORIZED,
            ErrorCode.BAD_TOKEN,
            ErrorCode.BAD_API_KEY_OR_SECRET,
            ErrorCode.FORBIDDEN,
            ErrorCode.NOT_ALLOWED);

    private static final Set<ErrorCode> WITH_BODY =
            EnumSet.of(ErrorCode.REQUEST_TIMEOUT, ErrorCode.CONTENT_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);

    private Refusals() {}

    /** By status, as text. */
    static Map<String, Object> of(List<ErrorCode> own, boolean credentials, boolean body, boolean pathParameter) {
        Set<ErrorCode> codes = EnumSet.copyOf(ALWAYS);
        codes.addAll(own);
        if (credentials) {
            codes.addAll(WITH_CREDENTIALS);
        }
        if (body) {
            codes.addAll(WITH_BODY);
        }
        if (pathParameter) {
            codes.add(ErrorCode.NOT_FOUND); // of what is no name at all
        }
        Map<String, List<ErrorCode>> byStatus = new TreeMap<>();
        for (ErrorCode code : codes) {
            byStatus.computeIfAbsent(String.valueOf(code.status()), _ -> new ArrayList<>())
                    .add(code);
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        byStatus.forEach((status, reasons) -> answers.put(status, answer(reasons)));
        return answers;
    }

    private static Map<String, Object> answer(List<ErrorCode> reasons) {
        List<String> lines = reasons.stream()
                .map(code -> code.name() + ": " + code.description())
                .toList();
        Map<String, Object> schema = Schemas.with(
                "allOf",
                List.of(
                        Schemas.with("$ref", "#/components/schemas/ErrorBody"),
                        Schemas.with(
                                "properties",
                                Schemas.with(
                                        "code",
                                        Schemas.with(
                                                "enum",
                                                reasons.stream().map(Enum::name).toList())))));
        return Schemas.with(
                "description",
                String.join("\n", lines),
                "content",
                Schemas.with("application/json", Schemas.with("schema", schema)));
    }
}
