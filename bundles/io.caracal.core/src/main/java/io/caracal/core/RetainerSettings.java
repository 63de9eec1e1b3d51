package io.caracal.core;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;
import java.util.Optional;

/** Limits of the retained messages. */
@SettingsSection("retainer")
@Description("Limits of the retained messages.")
public record RetainerSettings(
        @Description("The largest payload that is retained; a larger message is delivered but not kept.")
        @Default("1MB")
        Bytes maxPayloadSize,

        @Description(
                "The most retained messages; a message for a further topic is delivered but not kept. 0 for no limit.")
        @Default("0")
        @Range(min = 0)
        long maxRetainedMessages,

        @Description("How long a retained message is kept that brings no Message Expiry Interval of its own.")
        Optional<Duration> msgExpiryInterval,

        @Description("How often expired messages are cleaned up. They are never sent, cleaned up or not.")
        @Default("60s")
        @Range(min = 1000)
        Duration msgClearInterval) {}
