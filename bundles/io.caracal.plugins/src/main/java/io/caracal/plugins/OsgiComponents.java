package io.caracal.plugins;

import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** How the Declarative Services components of a bundle are doing. */
final class OsgiComponents {
    private final ServiceComponentRuntime runtime;
    private final OsgiObjections objections;

    OsgiComponents(ServiceComponentRuntime runtime, OsgiObjections objections) {
        this.runtime = runtime;
        this.objections = objections;
    }

    Health health(Bundle bundle) {
        List<String> failures = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs(bundle);
        if (components.size() < descriptions(bundle)) {
            failures.add("of its " + descriptions(bundle) + " component descriptions only " + components.size()
                    + " could be read; what is wrong with the others stands in the log before this line");
        }
        for (ComponentDescriptionDTO component : components) {
            loadClass(bundle, component).ifPresent(failures::add);
            var configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty() && runtime.isComponentEnabled(component)) {
                missing.add("its component " + component.name + " waits for a configuration "
                        + String.join(", ", component.configurationPid));
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                describe(component, configuration, failures, missing);
            }
        }
        return new Health(services(bundle), failures, missing, objections.to(bundle));
    }

    /** A component that is made on demand is offered although its class is missing; who asks for it gets nothing. */
    private static Optional<String> loadClass(Bundle bundle, ComponentDescriptionDTO component) {
        try {
            bundle.loadClass(component.implementationClass);
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of("the class of its component " + component.name + " cannot be loaded: " + e);
        }
    }

    /** How many files with components the manifest names (compendium 112.4.1); each holds one at least. */
    private static int descriptions(Bundle bundle) {
        int count = 0;
        for (HeaderClause clause : HeaderClause.parse(bundle.getHeaders("").get("Service-Component"))) {
            for (String path : clause.paths()) {
                int slash = path.lastIndexOf('/');
                Enumeration<URL> found =
                        bundle.findEntries(path.substring(0, Math.max(slash, 0)), path.substring(slash + 1), false);
                // A file that is named and absent counts too: it is a component that will not come.
                count += found == null ? 1 : Collections.list(found).size();
            }
        }
        return count;
    }

    private static void describe(
            ComponentDescriptionDTO component,
            ComponentConfigurationDTO configuration,
            List<String> failures,
            List<String> missing) {
        switch (configuration.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                failures.add("its component " + component.name + " could not be activated: "
                        + firstLines(configuration.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                missing.add("its component " + component.name + " waits for a configuration "
                        + String.join(", ", component.configurationPid));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    missing.add("its component " + component.name + " waits for a service "
                            + service(component, reference));
                }
            }
            default -> {
                // SATISFIED and ACTIVE: as it should be.
            }
        }
    }

    static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
        return Arrays.stream(component.references)
                        .filter(declared -> declared.name.equals(reference.name))
                        .map((ReferenceDTO declared) -> declared.interfaceName)
                        .findFirst()
                        .orElse(reference.name)
                + (reference.target == null || reference.target.isEmpty() ? "" : " with " + reference.target);
    }

    /** The exception and what caused it, without the stack in between. */
    static String firstLines(String stackTrace) {
        return String.join(
                " ",
                stackTrace
                        .lines()
                        .filter(line -> !line.startsWith("\t"))
                        .map(String::strip)
                        .toList());
    }

    private static Set<String> services(Bundle bundle) {
        Set<String> names = new HashSet<>();
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        if (references != null) {
            for (ServiceReference<?> reference : references) {
                names.addAll(Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS)));
            }
        }
        return names;
    }
}
