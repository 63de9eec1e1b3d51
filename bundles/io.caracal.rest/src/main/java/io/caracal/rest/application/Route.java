package io.caracal.rest.application;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One method of a resource and where it is reached.
 *
 * @param path with parameters, {@code /clients/{clientid}}
 */
public record Route(String verb, String path, Class<?> resource, Method method) {

    /** All routes of a class, sorted; empty if it has no path. */
    public static List<Route> of(Class<?> resource) {
        Path root = resource.getAnnotation(Path.class);
        List<Route> routes = new ArrayList<>();
        if (root == null) {
            return routes;
        }
        for (Method method : resource.getMethods()) {
            Path below = method.getAnnotation(Path.class);
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    routes.add(new Route(
                            verb.value(), joined(root.value(), below == null ? "" : below.value()), resource, method));
                }
            }
        }
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::verb).thenComparing(route -> route.method()
                .getName()));
        return routes;
    }

    /** What no two routes may have in common: names of parameters do not tell routes apart. */
    String key() {
        return verb + " " + path.replaceAll("\\{[^/]*}", "{}");
    }

    private static String joined(String root, String below) {
        String path = "/" + root + "/" + below;
        // {name: regex} is {name} to everybody but Jersey.
        String plain = path.replaceAll("\\{\\s*(\\w[\\w.-]*)\\s*:[^{}]*(?:\\{[^{}]*}[^{}]*)*}", "{$1}");
        String single = plain.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}
