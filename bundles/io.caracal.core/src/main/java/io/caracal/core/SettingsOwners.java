package io.caracal.core;

import io.caracal.api.config.SectionOwner;
import io.caracal.core.limits.ZonesSettings;
import java.util.List;

/** Lets the sections of the broker be changed while it runs. */
final class SettingsOwners {
    private SettingsOwners() {}

    static List<SectionOwner<?>> of(Broker broker, NodeSettings node, ZonesSettings zones, OverloadSettings overload) {
        return List.of(
                SectionOwner.of(MqttSettings.class, broker.mqtt(), broker::follow),
                SectionOwner.of(RetainerSettings.class, broker.retainer(), broker::follow),
                SectionOwner.of(ZonesSettings.class, zones, broker::follow),
                SectionOwner.of(OverloadSettings.class, overload, broker::follow),
                // Nothing in it can change before the next start, and its components say so.
                SectionOwner.of(NodeSettings.class, node, _ -> {}));
    }
}
