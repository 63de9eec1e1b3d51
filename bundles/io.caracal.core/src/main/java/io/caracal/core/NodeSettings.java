package io.caracal.core;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;

/** How the broker uses the machine that it runs on. */
@SettingsSection("node")
@Applies(Applies.When.RESTART)
@Description("How the broker uses the machine that it runs on.")
public record NodeSettings(
        @Description("How many event loops serve the connections. 0 takes one for each processor.")
        @Default("0")
        @Range(min = 0, max = 1024)
        int eventLoops,

        @Description(
                "How the operating system is asked for network events: epoll (Linux), nio (anywhere), or auto, which takes epoll "
                        + "where its native library can be loaded.")
        @Default("auto")
        Transport transport) {

    /** Ways to ask the operating system. */
    public enum Transport {
        AUTO,
        EPOLL,
        NIO
    }
}
