package io.caracal.connect;

import io.caracal.api.connector.ConnectorAdministration.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** What became of the calls to a connector, whatever served them. */
final class Counters {
    final LongAdder success = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder inflight = new LongAdder();
    final LongAdder nanos = new LongAdder();
    final LongAdder checks = new LongAdder();
    final LongAdder checksFailed = new LongAdder();
    final LongAdder connects = new LongAdder();

    Metrics read() {
        return new Metrics(
                success.sum(),
                failed.sum(),
                dropped.sum(),
                inflight.sum(),
                nanos.sum(),
                checks.sum(),
                checksFailed.sum(),
                connects.sum());
    }

    /** All but the calls under way, which end and are counted then. */
    void reset() {
        success.reset();
        failed.reset();
        dropped.reset();
        nanos.reset();
        checks.reset();
        checksFailed.reset();
        connects.reset();
    }
}
