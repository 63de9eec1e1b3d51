package io.caracal.core.limits;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import java.util.Map;

/** What holds for the clients of all listeners of a zone: {@code zones.default}. */
@SettingsSection("zones")
@Applies(Applies.When.AT_ONCE)
@Description(
        "What holds for all listeners of a zone (listeners.TYPE.NAME.zone): zones.NAME. A listener that names none is in the zone "
                + "default. Rates of a zone hold beside those of the listener.")
public record ZonesSettings(@Whole Map<String, RateSettings> zones) {
    /** No zone has a limit. */
    public static final ZonesSettings NONE = new ZonesSettings(Map.of());

    public ZonesSettings {
        zones = Map.copyOf(zones);
    }
}
