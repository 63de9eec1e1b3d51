package io.caracal.rest.application;

import io.caracal.api.rest.RestCall;
import io.caracal.rest.login.Caller;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/** Hands {@link RestCall} to resource methods that ask for it. */
final class CallParameter implements ValueParamProvider {
    @Override
    public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
        if (parameter.getRawType() == RestCall.class) {
            return request -> request.getProperty(CallState.KEY);
        }
        return parameter.getRawType() == Caller.class
                ? request -> ((CallState) request.getProperty(CallState.KEY)).caller()
                : null;
    }

    @Override
    public PriorityType getPriority() {
        return Priority.HIGH;
    }
}
