package io.caracal.plugins;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;

/** The section {@code plugins}. */
@SettingsSection("plugins")
@Applies(Applies.When.RESTART)
@Description("Bundles and features that are taken up from the folder plugins/ while the broker runs.")
public record PluginSettings(
        @Description("How often the folder is looked at even if the file system does not report a change.")
        @Default("5s")
        @Range(min = 100, max = 3_600_000)
        Duration sweepInterval,

        @Description(
                "How long a plugin may take to start, to offer its services and to stop. One that takes longer is refused; the time "
                        + "is for machines that are slow or busy, not for plugins that wait for something.")
        @Default("30s")
        @Range(min = 100, max = 600_000)
        Duration startTimeout,

        @Description("The largest jar that is looked at.") @Default("64MB") @Range(min = 1024)
        Bytes maxSize,

        @Description("The most that a jar may hold, unpacked.") @Default("256MB") @Range(min = 1024)
        Bytes maxUnpackedSize,

        @Description("The most entries that a jar may have.") @Default("20000") @Range(min = 1)
        int maxEntries,

        @Description("Plugins that are uploaded through the REST interface.")
        UploadSettings upload,

        @Description("Whose signatures are asked for before anything of a plugin is loaded.")
        SignatureSettings signature) {}
