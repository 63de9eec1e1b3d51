package io.caracal.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Asks Declarative Services how its components fare. A component that fails only leaves its service out and its bundle stays active,
 * so without this a broker without a heart would call itself ready. The classes of that service belong to a bundle, hence reflection.
 */
final class ComponentStates {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    /** {@code ComponentConfigurationDTO.UNSATISFIED_REFERENCE} */
    private static final int UNSATISFIED_REFERENCE = 2;
    /** {@code ComponentConfigurationDTO.FAILED_ACTIVATION} */
    private static final int FAILED_ACTIVATION = 16;

    private final BundleContext context;

    ComponentStates(BundleContext context) {
        this.context = context;
    }

    /** A sentence for each component whose activation threw. */
    List<String> failed() throws LaunchException {
        return inState(FAILED_ACTIVATION, "could not be activated");
    }

    /** A sentence for each component that waits for a service. */
    List<String> waiting() throws LaunchException {
        return inState(UNSATISFIED_REFERENCE, "waits for a service that is not there");
    }

    private List<String> inState(int state, String what) throws LaunchException {
        // From the framework's own context all services are visible, whatever loader their classes have.
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        Object runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return List.of();
        }
        try {
            return sentences(runtime, state, what);
        } catch (ReflectiveOperationException e) {
            throw new LaunchException(ExitCode.UNEXPECTED, "Declarative Services cannot be asked: " + e, e);
        } finally {
            context.ungetService(reference);
        }
    }

    private static List<String> sentences(Object runtime, int state, String what) throws ReflectiveOperationException {
        ClassLoader loader = runtime.getClass().getClassLoader();
        Class<?> type = Class.forName(RUNTIME, false, loader);
        Class<?> description =
                Class.forName("org.osgi.service.component.runtime.dto.ComponentDescriptionDTO", false, loader);
        Object all = type.getMethod("getComponentDescriptionDTOs", Bundle[].class)
                .invoke(runtime, (Object) new org.osgi.framework.Bundle[0]);
        List<String> sentences = new ArrayList<>();
        for (Object component : (Collection<?>) all) {
            Object configurations =
                    type.getMethod("getComponentConfigurationDTOs", description).invoke(runtime, component);
            for (Object configuration : (Collection<?>) configurations) {
                if ((int) field(configuration, "state") == state) {
                    sentences.add("Component %s of bundle %s %s%s."
                            .formatted(
                                    field(component, "name"),
                                    field(field(component, "bundle"), "symbolicName"),
                                    what,
                                    missing(component, configuration)));
                }
            }
        }
        return sentences;
    }

    private static String missing(Object component, Object configuration) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (Object unsatisfied : (Object[]) field(configuration, "unsatisfiedReferences")) {
            Object name = field(unsatisfied, "name");
            for (Object reference : (Object[]) field(component, "references")) {
                if (field(reference, "name").equals(name)) {
                    names.add(String.valueOf(field(reference, "interfaceName")));
                }
            }
        }
        return names.isEmpty() ? "" : ": " + String.join(", ", names);
    }

    private static Object field(Object object, String name) throws ReflectiveOperationException {
        return object.getClass().getField(name).get(object);
    }
}
