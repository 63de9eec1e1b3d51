package io.caracal.rest.configs;

import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.Difference;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a change. */
record Outcome(
        @Describe("What identifies the configuration in force; also the ETag.")
        String revision,

        @Describe("Whether it was applied; false for a dry run.")
        boolean applied,

        @Describe("Which values became different, or would.")
        List<Changed> differences,

        @Describe("Which of them take effect after a restart only.")
        List<String> afterRestart,

        @Describe("What else there is to know.") List<String> warnings) {

    /** A key with another value. */
    record Changed(
            @Describe("The key.") String path,

            @Describe("Its value before, secrets masked; null if there was none.") @Nullable
            Object before,

            @Describe("Its value after, secrets masked; null if there is none.") @Nullable
            Object after) {
        static Changed of(Difference difference) {
            return new Changed(difference.path(), difference.before(), difference.after());
        }
    }

    static Outcome of(ChangeOutcome outcome) {
        return new Outcome(
                outcome.revision(),
                outcome.applied(),
                outcome.differences().stream().map(Changed::of).toList(),
                outcome.afterRestart(),
                outcome.warnings());
    }

    /** Tells the audit log. */
    void note(RestCall call) {
        if (applied && !differences.isEmpty()) {
            Map<String, @Nullable Object> before = new LinkedHashMap<>();
            Map<String, @Nullable Object> after = new LinkedHashMap<>();
            for (Changed each : differences) {
                before.put(each.path(), each.before());
                after.put(each.path(), each.after());
            }
            call.changed(before, after);
        }
    }
}
