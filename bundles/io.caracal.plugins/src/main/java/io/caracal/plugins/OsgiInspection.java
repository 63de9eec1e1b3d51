package io.caracal.plugins;

import io.caracal.api.plugins.ContractOwner;
import io.caracal.api.plugins.PluginInfo.ComponentInfo;
import io.caracal.api.plugins.PluginInfo.ElementInfo;
import io.caracal.api.plugins.PluginInfo.TypeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Asks the framework, Declarative Services, and the owners of contracts. */
final class OsgiInspection implements BundleInspection {
    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    OsgiInspection(BundleContext context, ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    @Override
    public Seen see(InstalledPlugin plugin) {
        Bundle bundle = context.getBundle(plugin.id());
        if (bundle == null) {
            return Seen.NOTHING;
        }
        List<TypeInfo> types = new ArrayList<>();
        List<ElementInfo> elements = new ArrayList<>();
        offers(bundle, types, elements);
        return new Seen(state(bundle.getState()), components(bundle), types, elements);
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "ACTIVE";
            case Bundle.STARTING -> "STARTING";
            case Bundle.STOPPING -> "STOPPING";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.INSTALLED -> "INSTALLED";
            default -> "ABSENT";
        };
    }

    private List<ComponentInfo> components(Bundle bundle) {
        List<ComponentInfo> found = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty()) {
                found.add(
                        runtime.isComponentEnabled(component)
                                ? new ComponentInfo(
                                        component.name, "UNSATISFIED_CONFIGURATION", configuration(component), "")
                                : new ComponentInfo(component.name, "DISABLED", List.of(), ""));
            }
            configurations.forEach(configuration -> found.add(component(component, configuration)));
        }
        return found;
    }

    private static ComponentInfo component(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.ACTIVE -> new ComponentInfo(component.name, "ACTIVE", List.of(), "");
            case ComponentConfigurationDTO.SATISFIED -> new ComponentInfo(component.name, "SATISFIED", List.of(), "");
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                new ComponentInfo(
                        component.name,
                        "FAILED_ACTIVATION",
                        List.of(),
                        OsgiComponents.firstLines(configuration.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                new ComponentInfo(component.name, "UNSATISFIED_CONFIGURATION", configuration(component), "");
            default ->
                new ComponentInfo(
                        component.name,
                        "UNSATISFIED_REFERENCE",
                        Arrays.stream(configuration.unsatisfiedReferences)
                                .map(reference -> "a service " + OsgiComponents.service(component, reference))
                                .toList(),
                        "");
        };
    }

    private static List<String> configuration(ComponentDescriptionDTO component) {
        return List.of("a configuration " + String.join(", ", component.configurationPid));
    }

    private void offers(Bundle bundle, List<TypeInfo> types, List<ElementInfo> elements) {
        ServiceReference<?>[] offered = bundle.getRegisteredServices();
        if (offered == null) {
            return;
        }
        for (ServiceReference<ContractOwner> owner : owners()) {
            ContractOwner contract = context.getService(owner);
            try {
                for (ServiceReference<?> service : offered) {
                    Optional<ContractOwner.Offer> offer = contract == null
                            ? Optional.empty()
                            : contract.offer((Long) service.getProperty(Constants.SERVICE_ID));
                    offer.ifPresent(found -> {
                        types.add(new TypeInfo(contract.contract(), found.type(), found.objection()));
                        found.elements().forEach(path -> elements.add(new ElementInfo(path, found.type())));
                    });
                }
            } finally {
                context.ungetService(owner);
            }
        }
    }

    private Collection<ServiceReference<ContractOwner>> owners() {
        try {
            return context.getServiceReferences(ContractOwner.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter at all", e);
        }
    }
}
