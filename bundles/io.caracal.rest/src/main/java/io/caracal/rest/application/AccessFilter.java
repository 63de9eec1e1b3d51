package io.caracal.rest.application;

import io.caracal.api.rest.Access;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.LargeBody;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.Caller;
import io.caracal.rest.server.BoundedBody;
import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, and refuses whom the method does not allow. */
@Priority(Priorities.AUTHENTICATION)
public final class AccessFilter implements ContainerRequestFilter {
    private final CallerLookup callers;

    /** Knows callers by their credentials. */
    public interface CallerLookup {
        /**
         * @param authorization the header, absent if there is none
         * @throws RestException if the credentials are wrong, or there are none
         */
        Caller caller(@Nullable String authorization);
    }

    public AccessFilter(CallerLookup callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = method(request);
        if (method == null) {
            return; // OPTIONS, which Jersey answers itself
        }
        if (method.isAnnotationPresent(LargeBody.class)
                && request.getProperty(BoundedBody.class.getName()) instanceof BoundedBody body) {
            body.unbounded();
        }
        Access access = access(method);
        if (access == null || !access.anonymous()) {
            Caller caller = callers.caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
            ((CallState) request.getProperty(CallState.KEY)).caller(caller);
            check(caller, access, roles(method));
        }
    }

    /** The method of the resource that will be called; null if none of a resource will. */
    static @Nullable Method method(ContainerRequestContext request) {
        ResourceMethod matched = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceMethod();
        if (matched == null || matched.isExtended()) {
            return null;
        }
        return matched.getInvocable().getDefinitionMethod();
    }

    private static void check(Caller caller, @Nullable Access access, Set<Role> allowed) {
        if (caller.kind() == Caller.Kind.API_KEY && access != null && !access.apiKeys()) {
            throw new RestException(
                    ErrorCode.NOT_ALLOWED, "an API key was given, expected the token of a user who has logged in");
        }
        Role role = caller.role();
        if (role == null || !allowed.contains(role)) {
            throw new RestException(
                    ErrorCode.FORBIDDEN,
                    "the role " + String.valueOf(role).toLowerCase(Locale.ROOT) + " does not allow this; it takes "
                            + allowed.toString().toLowerCase(Locale.ROOT));
        }
    }

    /** What is said on the method, else on its class; null if nothing is. */
    public static @Nullable Access access(Method method) {
        Access own = method.getAnnotation(Access.class);
        return own != null ? own : method.getDeclaringClass().getAnnotation(Access.class);
    }

    /** The roles that may call a method. */
    public static Set<Role> roles(Method method) {
        Access access = access(method);
        if (access != null && access.value().length > 0) {
            return Set.of(access.value());
        }
        return reads(method) ? Set.of(Role.ADMINISTRATOR, Role.VIEWER) : Set.of(Role.ADMINISTRATOR);
    }

    /** Whether it is a GET, which HEAD goes with. */
    static boolean reads(Method method) {
        return method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(HEAD.class);
    }
}
