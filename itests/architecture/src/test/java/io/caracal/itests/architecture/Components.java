package io.caracal.itests.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Asks Declarative Services how the components are. The classes of that service live in a bundle of the broker, which the test
 * must not share; so it is asked by reflection.
 */
final class Components {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    /** {@code ComponentConfigurationDTO.SATISFIED} and {@code ACTIVE}. */
    private static final List<Integer> GOOD_STATES = List.of(4, 8);

    private final Object runtime;

    Components(BundleContext context) {
        runtime = Objects.requireNonNull(
                context.getService(Objects.requireNonNull(context.getServiceReference(RUNTIME), RUNTIME)));
    }

    int count() {
        return descriptions().size();
    }

    /** The components that lack something, with their state. */
    List<String> unsatisfied() throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        for (Object description : descriptions()) {
            Collection<?> configurations = (Collection<?>) Objects.requireNonNull(runtime.getClass()
                    .getMethod("getComponentConfigurationDTOs", description.getClass())
                    .invoke(runtime, description));
            if (configurations.isEmpty()) {
                found.add(text(description, "name") + " has no configuration");
            }
            for (Object configuration : configurations) {
                if (!GOOD_STATES.contains((Integer) field(configuration, "state"))) {
                    found.add(text(description, "name") + " state=" + text(configuration, "state"));
                }
            }
        }
        return found;
    }

    private Collection<?> descriptions() {
        try {
            return (Collection<?>) Objects.requireNonNull(runtime.getClass()
                    .getMethod("getComponentDescriptionDTOs", Bundle[].class)
                    .invoke(runtime, (Object) new Bundle[0]));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object dto, String name) throws ReflectiveOperationException {
        return String.valueOf(field(dto, name));
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return Objects.requireNonNull(dto.getClass().getField(name).get(dto));
    }
}
