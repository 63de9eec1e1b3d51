package io.caracal.rest;

import io.caracal.api.rest.RestResource;
import java.util.Arrays;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The resources that are components of this bundle, of which those are there that have all that they need. */
final class OwnResources {
    private final Bundle bundle;
    private final ServiceComponentRuntime runtime;

    OwnResources(Bundle bundle, ServiceComponentRuntime runtime) {
        this.bundle = bundle;
        this.runtime = runtime;
    }

    /** Whether none is missing that can be there now: whoever waits for a service comes later. */
    boolean areIn(Set<String> added) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .filter(OwnResources::isResource)
                .allMatch(component -> added.contains(component.implementationClass) || waits(component));
    }

    private static boolean isResource(ComponentDescriptionDTO component) {
        return Arrays.asList(component.serviceInterfaces).contains(RestResource.class.getName());
    }

    private boolean waits(ComponentDescriptionDTO component) {
        return runtime.isComponentEnabled(component)
                && runtime.getComponentConfigurationDTOs(component).stream().noneMatch(OwnResources::isThere);
    }

    private static boolean isThere(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.SATISFIED
                || configuration.state == ComponentConfigurationDTO.ACTIVE;
    }
}
