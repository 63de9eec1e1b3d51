package io.caracal.security;

import io.caracal.api.auth.AuthenticationMonitor.Counters;
import java.util.concurrent.atomic.LongAdder;

/** What became of the calls to one element, whichever version of its bundle served them. */
final class ElementCounters {
    final LongAdder success = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder nomatch = new LongAdder();
    final LongAdder continued = new LongAdder();
    final LongAdder error = new LongAdder();
    final LongAdder nanos = new LongAdder();

    Counters read() {
        return new Counters(success.sum(), failed.sum(), nomatch.sum(), continued.sum(), error.sum(), nanos.sum());
    }
}
