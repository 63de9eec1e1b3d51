package io.caracal.rest.application;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Names;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Refuses query parameters that the method does not know, and values out of their bounds, so that a slip of the pen is noticed. */
@Priority(Priorities.USER)
public final class ParameterFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        Method method = AccessFilter.method(request);
        if (method == null) {
            return;
        }
        Map<String, Parameters.Query> known = new TreeMap<>();
        Parameters.query(method).forEach(parameter -> known.put(parameter.name(), parameter));
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            Parameters.Query parameter = known.get(name);
            if (parameter == null) {
                throw RestException.badRequest(unknown(name, known));
            }
            check(parameter, values);
        });
        if (request.getMediaType() == null && !request.hasEntity() && needsBody(method)) {
            throw RestException.badRequest("the body is missing; the API document tells what it holds");
        }
    }

    /** Without a Content-Type, which an empty body need not have, no reader is asked what it makes of it. */
    private static boolean needsBody(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> Arrays.stream(parameter.getAnnotations())
                                .noneMatch(each ->
                                        each.annotationType().getPackageName().startsWith("jakarta.ws.rs"))
                        && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    private static void check(Parameters.Query parameter, List<String> values) {
        if (values.size() > 1 && !parameter.many()) {
            throw RestException.badRequest(parameter.name() + ": given " + values.size() + " times, expected once");
        }
        values.forEach(parameter::check);
    }

    private static String unknown(String name, Map<String, ?> known) {
        return "the query parameter " + name + " is unknown here, "
                + Names.nearest(name, known.keySet())
                        .map(near -> "did you mean " + near + "?")
                        .orElse(
                                known.isEmpty()
                                        ? "expected none"
                                        : "expected one of " + String.join(", ", known.keySet()));
    }
}
