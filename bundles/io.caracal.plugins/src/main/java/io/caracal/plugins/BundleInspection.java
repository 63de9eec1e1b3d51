package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo.ComponentInfo;
import io.caracal.api.plugins.PluginInfo.ElementInfo;
import io.caracal.api.plugins.PluginInfo.TypeInfo;
import java.util.ArrayList;
import java.util.List;

/** Looks at an installed bundle as it is at this moment, without changing anything. Any thread. */
interface BundleInspection {
    /**
     * What was seen.
     *
     * @param state as OSGi names it; {@code ABSENT} if the bundle is not there
     * @param types what it brings
     * @param elements who uses that
     */
    record Seen(String state, List<ComponentInfo> components, List<TypeInfo> types, List<ElementInfo> elements) {
        static final Seen NOTHING = new Seen("ABSENT", List.of(), List.of(), List.of());

        /** Whether all is as it should be. */
        List<String> complaints() {
            List<String> found = new ArrayList<>();
            for (ComponentInfo component : components) {
                component.unsatisfied().forEach(reason -> found.add(component.name() + " waits for " + reason));
                if (!component.failure().isEmpty()) {
                    found.add(component.name() + " could not be activated: " + component.failure());
                }
            }
            types.stream().filter(type -> !type.objection().isEmpty()).forEach(type -> found.add(type.objection()));
            return found;
        }
    }

    Seen see(InstalledPlugin plugin);
}
