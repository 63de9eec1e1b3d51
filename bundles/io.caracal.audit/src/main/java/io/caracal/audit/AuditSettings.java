package io.caracal.audit;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;

/** The section {@code audit}. */
@SettingsSection("audit")
@Description("The audit log: who changed what. It is in the folder audit of the data folder.")
public record AuditSettings(
        @Description("How large one file may become before a new one is begun.")
        @Default("10MB")
        @Range(min = 4096, max = 1_073_741_824)
        Bytes maxFileSize,

        @Description("How many files are kept; the oldest goes first.") @Default("10") @Range(min = 2, max = 1000)
        int maxFiles) {}
