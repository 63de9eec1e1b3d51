package io.caracal.cli.bench;

/** The counters at a moment. */
record Sample(long time, long sent, long acknowledged, long received) {
    static Sample of(Meter meter) {
        return new Sample(
                System.nanoTime(),
                meter.sent.sum(),
                meter.acknowledged.sum(),
                meter.received.sum() + meter.foreign.sum());
    }

    double secondsUntil(Sample later) {
        return (later.time - time) / 1e9;
    }
}
