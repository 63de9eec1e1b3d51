package io.caracal.config;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;

/** The section {@code configuration}: how the configuration file is treated while the broker runs. */
@SettingsSection("configuration")
@Description(
        "How this file is treated while the broker runs. It is read again on SIGHUP and by \"caracal config reload\".")
public record FileSettings(
        @Description(
                "Whether the file, and what it includes, is also read again by itself when it changes. An invalid file changes "
                        + "nothing, and the log says why.")
        @Default("false")
        boolean watch,

        @Description("How often a watched file is looked at.") @Default("5s") @Range(min = 100, max = 3_600_000)
        Duration watchInterval) {}
