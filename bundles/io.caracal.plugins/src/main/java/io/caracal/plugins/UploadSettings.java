package io.caracal.plugins;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.util.List;

/** {@code plugins.upload}. */
public record UploadSettings(
        @Description("Whether plugins can be uploaded at all. A plugin runs with all rights of the broker.")
        @Default("false")
        boolean enable,

        @Description("Who may upload: user:NAME, api_key:NAME, or local for the command line on the broker's"
                + " own machine. To be an administrator is not enough.")
        List<String> allow,

        @Description("The largest upload. A single jar is bounded by plugins.max_size as well.")
        @Default("128MB")
        @Range(min = 1024)
        Bytes maxSize) {}
