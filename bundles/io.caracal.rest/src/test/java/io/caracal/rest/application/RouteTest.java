package io.caracal.rest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.rest.Operation;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our reading of the annotations, which conflicts and the API document rest on, is Jersey's. */
class RouteTest {
    static Stream<Class<?>> resources() throws IOException {
        java.nio.file.Path classes = java.nio.file.Path.of("target/classes");
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            List<Class<?>> found = new ArrayList<>();
            for (java.nio.file.Path file : files.filter(file -> file.toString().endsWith("Resource.class"))
                    .toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                found.add(load(name));
            }
            return found.stream().filter(type -> type.isAnnotationPresent(Path.class));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void agreesWithJersey(Class<?> type) {
        List<String> jerseys = new ArrayList<>();
        collect(Resource.from(type), "", jerseys);

        assertThat(Route.of(type))
                .extracting(route -> route.verb() + " " + route.path())
                .containsExactlyInAnyOrderElementsOf(jerseys);
    }

    private static void collect(Resource resource, String above, List<String> found) {
        String path = (above + "/" + resource.getPath()).replaceAll("/+", "/");
        String plain = path.replaceAll("\\{\\s*(\\w+)\\s*:.*?}", "{$1}").replaceAll("(.)/$", "$1");
        resource.getResourceMethods().forEach(method -> found.add(method.getHttpMethod() + " " + plain));
        resource.getChildResources().forEach(child -> collect(child, plain, found));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void everyRouteSaysWhatItDoes(Class<?> type) {
        assertThat(Route.of(type)).isNotEmpty().allSatisfy(route -> assertThat(
                        route.method().isAnnotationPresent(Operation.class))
                .as("@Operation on %s", route.method())
                .isTrue());
    }
}
