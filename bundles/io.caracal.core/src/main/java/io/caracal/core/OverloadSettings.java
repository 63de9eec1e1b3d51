package io.caracal.core;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;
import java.util.Optional;

/** What the broker does before it has too much to do. */
@SettingsSection("overload_protection")
@Applies(Applies.When.AT_ONCE)
@Description(
        "What the broker does before it fails. As what waits in queues and buffers approaches max_memory, it first refuses clients that "
                + "have no session here (at 70 percent; 0x89), then drops QoS 0 messages that would have to wait (85 percent), then reads "
                + "just one message a second from each client that publishes (100 percent). An alarm tells of it.")
public record OverloadSettings(
        @Description("Whether anything is refused.") @Default("true")
        boolean enable,

        @Description(
                "How much memory the messages that wait in sessions, the bytes that clients have not taken, and packets that have come in "
                        + "half may take. Absent for half of the heap.")
        @Range(min = 65536)
        Optional<Bytes> maxMemory,

        @Description("An event loop that is late by this much on average lets nobody new in.")
        @Default("2s")
        @Range(min = 100)
        Duration maxLoopDelay,

        @Description(
                "A client that takes nothing for this long of what waits for it on its connection loses the connection; its session stays "
                        + "as it would when a connection breaks. Absent (disabled) for never; the default is 5m.")
        @Default("5m")
        @Range(min = 1000)
        Optional<Duration> stalledTimeout) {

    /** The defaults. */
    static final OverloadSettings STANDARD =
            new OverloadSettings(true, Optional.empty(), Duration.ofSeconds(2), Optional.of(Duration.ofMinutes(5)));
}
