package com.example.signedid;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;

/** What an operator writes in the element of {@code authorization.sources} besides {@code type}. */
@Description("Gives each device the topics below PREFIX/NAME, and none of those of others below PREFIX.")
public record DeviceTopicsSettings(
        @Default("devices") @Description("What the topics of devices begin with, without a slash at the end.")
        String prefix,

        @Default("device")
        @Description("The attribute of the client that holds its name, name_attribute of the element signed_id.")
        String nameAttribute) {

    /** What is refused here is a problem of the configuration, shown to the operator with file and line. */
    public DeviceTopicsSettings {
        if (prefix.isEmpty() || prefix.endsWith("/") || prefix.contains("+") || prefix.contains("#")) {
            throw new IllegalArgumentException("prefix: \"" + prefix
                    + "\" was given, expected levels of a topic without wildcards and without a slash at the end");
        }
    }
}
