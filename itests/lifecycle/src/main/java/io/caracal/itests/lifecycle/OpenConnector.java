package io.caracal.itests.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A connector in use from outside the framework, by reflection: the contract's classes inside are others than those out here. It is
 * opened once and kept, so that whatever serves it is replaced beneath.
 */
final class OpenConnector {
    private static final String CONTRACT = "io.caracal.api.connector.";

    private final Object capability;

    private OpenConnector(Object capability) {
        this.capability = capability;
    }

    /** @param capability {@code SqlClient} or {@code HttpCaller} */
    static OpenConnector open(BundleContext framework, String id, String capability) {
        try {
            ServiceReference<?> reference = framework.getAllServiceReferences(CONTRACT + "Connectors", null)[0];
            Class<?> type = reference.getBundle().loadClass(CONTRACT + capability);
            Object connectors = framework.getService(reference);
            Object use = call(connectors, "Connectors", "open", id, "tests lifecycle");
            return new OpenConnector(call(use, "ConnectorUse", "capability", type));
        } catch (Exception e) {
            throw new IllegalStateException("the connector " + id + " cannot be opened", e);
        }
    }

    /** The contract's class as the one inside sees it. */
    Class<?> type(String simpleName) {
        try {
            return capability.getClass().getClassLoader().loadClass(CONTRACT + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the capability and waits for the answer; empty if it failed. */
    Optional<Object> ask(String capabilityType, String method, Object... arguments) {
        try {
            CompletionStage<?> stage = (CompletionStage<?>) call(capability, capabilityType, method, arguments);
            return Optional.ofNullable(stage.toCompletableFuture().join());
        } catch (CompletionException _) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Object target, String type, String method, Object... arguments)
            throws ReflectiveOperationException {
        Class<?> contract = target.getClass().getClassLoader().loadClass(CONTRACT + type);
        Method found = Arrays.stream(contract.getMethods())
                .filter(one -> one.getName().equals(method) && one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        try {
            return found.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
