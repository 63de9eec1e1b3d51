package io.caracal.api.store;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;

/** Where sessions, queued and retained messages are kept, and what is promised of them. */
@SettingsSection("store")
@Description("Where sessions, queued messages and retained messages are kept, and how safely.")
public record StoreSettings(
        @Description(
                "log keeps them on disk, in the folder store of the data folder; memory keeps them until the broker ends.")
        @Default("log")
        @Applies(Applies.When.RESTART)
        Type type,

        @Description(
                "When a change counts as durable, so that clients are told: fsync, when the disk has it; os, when the operating system "
                        + "has it, so that a crash of the broker loses nothing, but one of the machine may; none, at once, and a crash of the "
                        + "broker loses what was not yet written.")
        @Default("fsync")
        Durability durability,

        @Description(
                "The longest that a change waits for others so that one fsync serves them all. The broker waits less, or not at all, when that "
                        + "gains nothing.")
        @Default("2ms")
        @Range(min = 0, max = 1_000)
        Duration commitInterval,

        @Description("The size of one file of the log.")
        @Default("64MB")
        @Range(min = 1_048_576, max = 1_073_741_824)
        @Applies(Applies.When.RESTART)
        Bytes segmentSize,

        @Description(
                "The most bytes on disk; new messages, sessions and subscriptions are refused with 0x97 beyond. 0 for no limit.")
        @Default("0")
        @Range(min = 0)
        Bytes maxSize,

        @Description(
                "Free bytes to be left on the file system; new messages, sessions and subscriptions are refused with 0x97 below.")
        @Default("256MB")
        @Range(min = 0)
        Bytes minFreeSpace,

        @Description("The most bytes a second that are read and written to free room in the log.")
        @Default("32MB")
        @Range(min = 1_048_576)
        Bytes compactionRate) {

    /** Kinds of stores. */
    public enum Type {
        LOG,
        MEMORY
    }

    /** When a change counts as durable. */
    public enum Durability {
        FSYNC,
        OS,
        NONE
    }
}
