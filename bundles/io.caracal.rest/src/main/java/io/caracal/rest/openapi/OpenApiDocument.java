package io.caracal.rest.openapi;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.rest.application.AccessFilter;
import io.caracal.rest.application.ErrorBody;
import io.caracal.rest.application.Parameters;
import io.caracal.rest.application.Route;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 document of the resources that are there, read off their annotations and signatures. */
public final class OpenApiDocument {
    private static final String VERSION = "3.1.1";

    private final Schemas schemas = new Schemas();
    private final Map<String, Object> paths = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();

    private OpenApiDocument() {}

    /** As a tree of maps and lists. */
    public static Map<String, Object> of(List<Class<?>> resources, String version) {
        OpenApiDocument document = new OpenApiDocument();
        for (Class<?> resource : resources) {
            Route.of(resource).forEach(document::add);
        }
        return document.tree(version);
    }

    private Map<String, Object> tree(String version) {
        schemas.of(ErrorBody.class);
        List<Object> tagList = new ArrayList<>();
        tags.forEach((name, text) -> tagList.add(Schemas.with("name", name, "description", text)));
        return Schemas.with(
                "openapi",
                VERSION,
                "info",
                Schemas.with(
                        "title",
                        "Caracal",
                        "version",
                        version,
                        "description",
                        "The broker's REST API: its own resources and those of the plugins that are installed at this moment.",
                        "license",
                        Schemas.with("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "jsonSchemaDialect",
                "https://json-schema.org/draft/2020-12/schema",
                "servers",
                List.of(Schemas.with("url", "/api/v5")),
                "tags",
                tagList,
                "paths",
                paths,
                "components",
                Schemas.with("schemas", schemas.named(), "securitySchemes", securitySchemes()));
    }

    private static Map<String, Object> securitySchemes() {
        return Schemas.with(
                "token",
                Schemas.with("type", "http", "scheme", "bearer", "description", "The token that a log-in gives."),
                "api_key",
                Schemas.with("type", "http", "scheme", "basic", "description", "An API key and its secret."));
    }

    @SuppressWarnings("unchecked")
    private void add(Route route) {
        String tag = route.path().split("/", 3)[1];
        Describe group = route.resource().getAnnotation(Describe.class);
        tags.merge(tag, group == null ? "" : group.value(), (one, other) -> one.isEmpty() ? other : one);
        Map<String, Object> item =
                (Map<String, Object>) paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<String, Object>());
        item.merge(
                route.verb().toLowerCase(Locale.ROOT),
                operation(route, tag),
                (one, other) -> SameRoute.merged((Map<String, Object>) one, (Map<String, Object>) other));
    }

    private Map<String, Object> operation(Route route, String tag) {
        Signature signature = new Signature(route.method());
        Map<String, Object> tree = Schemas.with(
                "operationId", route.method().getName(), "tags", List.of(tag), "summary", signature.summary());
        signature
                .operation()
                .map(Operation::description)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> tree.put("description", text));
        Access access = AccessFilter.access(route.method());
        tree.put("security", security(access));
        if (access == null || !access.anonymous()) {
            tree.put("x-roles", roles(route));
        }
        List<Object> parameters = parameters(route, signature);
        if (!parameters.isEmpty()) {
            tree.put("parameters", parameters);
        }
        signature.body().ifPresent(body -> tree.put("requestBody", requestBody(signature, body)));
        tree.put("responses", responses(signature, access));
        return tree;
    }

    private static Set<String> roles(Route route) {
        Set<String> names = new TreeSet<>();
        AccessFilter.roles(route.method()).forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static List<Object> security(@Nullable Access access) {
        if (access != null && access.anonymous()) {
            return List.of();
        }
        Map<String, Object> token = Schemas.with("token", List.of());
        return access != null && !access.apiKeys()
                ? List.of(token)
                : List.of(token, Schemas.with("api_key", List.of()));
    }

    private List<Object> parameters(Route route, Signature signature) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : signature.annotated(PathParam.class)) {
            String name = parameter.getAnnotation(PathParam.class).value();
            parameters.add(parameter("path", name, parameter, parameter.getParameterizedType()));
        }
        for (Parameters.Query query : Parameters.query(route.method())) {
            parameters.add(parameter("query", query.name(), query.declared(), query.type()));
        }
        for (Parameter parameter : signature.annotated(HeaderParam.class)) {
            String name = parameter.getAnnotation(HeaderParam.class).value();
            if (!name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) { // that is what "security" says
                parameters.add(parameter("header", name, parameter, parameter.getParameterizedType()));
            }
        }
        return parameters;
    }

    private Map<String, Object> parameter(String in, String name, AnnotatedElement declared, Type type) {
        Map<String, Object> schema = schemas.of(type, declared);
        Map<String, Object> tree = Schemas.with("name", name, "in", in);
        Object description = schema.remove("description");
        if (description != null) {
            tree.put("description", description);
        }
        tree.put("required", in.equals("path"));
        DefaultValue otherwise = declared.getAnnotation(DefaultValue.class);
        if (otherwise != null) {
            schema.put("default", Examples.value(otherwise.value(), type));
        }
        tree.put("schema", schema);
        return tree;
    }

    private Map<String, Object> requestBody(Signature signature, Parameter body) {
        return Schemas.with(
                "required",
                !body.getAnnotatedType().isAnnotationPresent(Nullable.class),
                "content",
                content(signature.consumes(), body.getParameterizedType()));
    }

    private Map<String, Object> content(List<String> types, Type type) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String media : types) {
            boolean plain = media.startsWith("text/") && type != String.class;
            content.put(media, Schemas.with("schema", schemas.of(plain ? String.class : type)));
        }
        return content;
    }

    private Map<String, Object> responses(Signature signature, @Nullable Access access) {
        Map<String, Object> success = Schemas.with("description", "Done.");
        if (signature.returns() != void.class) {
            success.put("content", content(signature.produces(), signature.returns()));
        }
        Map<String, Object> responses = Schemas.with(String.valueOf(signature.status()), success);
        signature.moreStatuses().forEach(status -> responses.put(String.valueOf(status), success));
        responses.putAll(Refusals.of(
                signature.operation().map(Operation::errors).map(List::of).orElse(List.<ErrorCode>of()),
                access == null || !access.anonymous(),
                signature.body().isPresent(),
                !signature.annotated(PathParam.class).isEmpty()));
        return responses;
    }
}
