package io.caracal.store.log;

import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.recovery.Damage;
import io.caracal.store.log.recovery.Recovery;
import io.caracal.store.log.segment.Segments;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log how the start goes. */
final class RecoveryLog implements Recovery.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryLog.class);
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private long told = System.nanoTime();

    @Override
    public void progress(long bytes, long ofBytes) {
        long now = System.nanoTime();
        if (now - told >= EVERY) {
            told = now;
            LOG.info(
                    "store is being read percent={} bytes={} of={}",
                    100 * bytes / Math.max(1, ofBytes),
                    bytes,
                    ofBytes);
        }
    }

    @Override
    public void damaged(Damage damage) {
        LOG.error("store is DAMAGED, what was in this part is lost: {}", damage);
    }

    @Override
    public void torn(String file, long position, long bytes) {
        LOG.warn(
                "store: the last write was not complete when the machine stopped, and nobody was told that it was; it is cut off file={} position={} bytes={}",
                file,
                position,
                bytes);
    }

    static void ready(Recovery.Result found, SessionIndex sessions, long retained, Segments segments) {
        if (found.damaged() > 0) {
            LOG.error(
                    "store has {} damaged parts; the rest is in use. {} queued messages are lost because what says whose they are is lost;"
                            + " others may be lost, or come a second time. Run: caracal store repair",
                    found.damaged(),
                    found.lostDeliveries());
        }
        LOG.info(
                "store is ready sessions={} subscriptions={} deliveries={} retained={} segments={} bytes={} records={}",
                sessions.sessions(),
                sessions.subscriptions(),
                sessions.deliveries(),
                retained,
                segments.count(),
                segments.bytes(),
                found.records());
    }
}
