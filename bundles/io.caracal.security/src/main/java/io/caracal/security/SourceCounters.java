package io.caracal.security;

import io.caracal.api.auth.AuthorizationAdministration.Counters;
import java.util.concurrent.atomic.LongAdder;

/** What became of the questions to one source, whichever version of its bundle served them. */
final class SourceCounters {
    final LongAdder allow = new LongAdder();
    final LongAdder deny = new LongAdder();
    final LongAdder nomatch = new LongAdder();
    final LongAdder error = new LongAdder();
    final LongAdder nanos = new LongAdder();

    Counters read() {
        return new Counters(allow.sum(), deny.sum(), nomatch.sum(), error.sum(), nanos.sum());
    }
}
