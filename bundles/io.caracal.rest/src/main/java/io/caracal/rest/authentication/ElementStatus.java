package io.caracal.rest.authentication;

import io.caracal.api.auth.AuthenticationMonitor.Counters;
import io.caracal.api.auth.AuthenticationMonitor.ElementReport;
import io.caracal.api.rest.Describe;

/** Whether an element serves, and what it did. */
public record ElementStatus(
        @Describe("Its id.") String id,

        @Describe("running, type not installed, failed or disabled.")
        String status,

        @Describe("Why it does not run, or the version that does.")
        String reason,

        @Describe("What became of the clients that it was asked about, since it is as it is configured.")
        Metrics metrics) {

    /** Counted by outcome. */
    public record Metrics(
            @Describe("All calls.") long total,
            @Describe("Clients accepted.") long success,
            @Describe("Clients rejected by its decision.") long failed,
            @Describe("Clients left to the next element.") long nomatch,
            @Describe("Steps that asked a client for more.") long continued,

            @Describe("Calls without a usable decision, and clients rejected because nothing serves.")
            long error,

            @Describe("How long a call took on average, in microseconds.")
            long latencyMicros) {
        static Metrics of(Counters counters) {
            long total = counters.success()
                    + counters.failed()
                    + counters.nomatch()
                    + counters.continued()
                    + counters.error();
            return new Metrics(
                    total,
                    counters.success(),
                    counters.failed(),
                    counters.nomatch(),
                    counters.continued(),
                    counters.error(),
                    total == 0 ? 0 : counters.nanos() / total / 1000);
        }
    }

    static ElementStatus of(ElementReport report) {
        return new ElementStatus(
                report.id(), report.status().toString(), report.reason(), Metrics.of(report.counters()));
    }
}
