package io.caracal.security.banned;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;

/** The section {@code flapping_detect}. */
@SettingsSection("flapping_detect")
@Description(
        "Clients that come and go too often, as broken devices do, are banned for a while, by their client identifier.")
public record FlappingSettings(
        @Default("false") @Description("Whether it is watched.")
        boolean enable,

        @Default("1m")
        @Range(min = 1_000, max = 86_400_000)
        @Description("The time in which disconnections are counted.")
        Duration windowTime,

        @Default("15") @Range(min = 2, max = 1_000_000) @Description("So many disconnections within that time ban.")
        int maxCount,

        @Default("5m") @Range(min = 1_000) @Description("How long the ban lasts.")
        Duration banTime) {}
