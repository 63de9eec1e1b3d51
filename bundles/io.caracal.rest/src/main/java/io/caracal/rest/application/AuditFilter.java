package io.caracal.rest.application;

import io.caracal.api.audit.AuditLog;
import io.caracal.api.audit.AuditRecord;
import io.caracal.api.rest.Operation;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes a line for every change that was asked for, done or refused. */
@Priority(0)
public final class AuditFilter implements ContainerResponseFilter {
    private static final int FIRST_REFUSAL = 400;

    private final Supplier<@Nullable AuditLog> log;

    /** @param log null while there is none */
    public AuditFilter(Supplier<@Nullable AuditLog> log) {
        this.log = log;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Method method = AccessFilter.method(request);
        AuditLog open = log.get();
        if (open != null && method != null && audited(method)) {
            open.append(line(request, response, method, (CallState) request.getProperty(CallState.KEY)));
        }
    }

    private static boolean audited(Method method) {
        Operation operation = method.getAnnotation(Operation.class);
        return !AccessFilter.reads(method) && (operation == null || operation.audited());
    }

    private static AuditRecord line(
            ContainerRequestContext request, ContainerResponseContext response, Method method, CallState call) {
        String code = response.getEntity() instanceof ErrorBody error ? " " + error.code() : "";
        return new AuditRecord(
                Instant.now(),
                "rest",
                call.actor(),
                call.sourceAddress(),
                method.getName(),
                request.getMethod() + " /api/v5/" + request.getUriInfo().getPath(false),
                call.before(),
                call.after(),
                response.getStatus() < FIRST_REFUSAL,
                response.getStatus() + code,
                Duration.ofNanos(call.nanos()));
    }
}
