package io.caracal.rest.openapi;

import io.caracal.api.rest.Operation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a method takes and gives, in terms of HTTP. */
final class Signature {
    private static final List<Class<? extends Annotation>> NO_BODY = List.of(
            PathParam.class,
            QueryParam.class,
            HeaderParam.class,
            BeanParam.class,
            CookieParam.class,
            FormParam.class,
            MatrixParam.class,
            Context.class,
            Suspended.class);

    private final Method method;
    private final @Nullable Operation operation;

    Signature(Method method) {
        this.method = method;
        this.operation = method.getAnnotation(Operation.class);
    }

    Optional<Parameter> body() {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> NO_BODY.stream().noneMatch(parameter::isAnnotationPresent))
                .findFirst();
    }

    List<Parameter> annotated(Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(annotation))
                .toList();
    }

    /** What a success gives; {@code void.class} if nothing. */
    Type returns() {
        if (operation != null && operation.returns() != Void.class) {
            return operation.returns();
        }
        Type type = method.getGenericReturnType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == CompletionStage.class) {
            type = generic.getActualTypeArguments()[0];
        }
        return type == Response.class || type == Void.class ? void.class : type;
    }

    int status() {
        if (operation != null && operation.status() != 0) {
            return operation.status();
        }
        return returns() == void.class ? 204 : 200;
    }

    List<Integer> moreStatuses() {
        return operation == null
                ? List.of()
                : Arrays.stream(operation.moreStatuses()).boxed().toList();
    }

    List<String> consumes() {
        Consumes consumes = method.getAnnotation(Consumes.class);
        Consumes found =
                consumes != null ? consumes : method.getDeclaringClass().getAnnotation(Consumes.class);
        return found == null ? List.of(MediaType.APPLICATION_JSON) : List.of(found.value());
    }

    List<String> produces() {
        Produces produces = method.getAnnotation(Produces.class);
        Produces found =
                produces != null ? produces : method.getDeclaringClass().getAnnotation(Produces.class);
        return found == null ? List.of(MediaType.APPLICATION_JSON) : List.of(found.value());
    }

    String summary() {
        return operation == null ? "" : operation.value();
    }

    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }
}
