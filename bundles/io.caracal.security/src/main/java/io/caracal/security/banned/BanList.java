package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bans: changed by one thread at a time, asked by any without a lock, ended by a timer. */
final class BanList implements Banned, BanCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BanList.class);

    /** A ban that has run out does not count from that moment on; only its entry stays for that long. */
    private static final long TICK_MILLIS = 500;

    private final InstantSource clock;
    private final ConcurrentNavigableMap<BanKey, Ban> bans = new ConcurrentSkipListMap<>();
    private final BanIndex index = new BanIndex();
    private final Moments moments = new Moments();
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor;
    private final BanWriter writer;
    private volatile int size;

    /** @throws IOException if there is a file that cannot be read as a whole */
    BanList(BanFile file, InstantSource clock) throws IOException {
        this.clock = clock;
        for (Ban ban : file.read()) {
            put(ban);
        }
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "caracal-banned");
            thread.setDaemon(true);
            return thread;
        });
        writer = new BanWriter(file, bans.values(), executor);
        var unused = executor.scheduleWithFixedDelay(this::passTime, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void put(Ban ban) {
        bans.put(BanKey.of(ban), ban);
        index.add(ban);
        moments.add(ban, clock.instant());
        size++;
    }

    private void take(Ban ban) {
        bans.remove(BanKey.of(ban));
        index.remove(ban);
        moments.remove(ban);
        size--;
    }

    // Asked by event loops

    @Override
    public Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer) {
        return size == 0 ? Optional.empty() : index.find(clientId, username, peer, clock.instant());
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Registration onNewBans(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    private void announce() {
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    // Time

    /** Ends what has run out, and says so when a ban begins to count. */
    private void passTime() {
        try {
            Moments.Passed passed;
            synchronized (this) {
                passed = moments.pass(clock.instant());
                passed.ended().forEach(this::take);
            }
            if (passed.begun()) {
                announce();
            }
            if (!passed.ended().isEmpty()) {
                LOG.info("{} bans have run out", passed.ended().size());
                var unused = writer.save();
            }
        } catch (RuntimeException e) {
            LOG.error("bans that have run out could not be removed; they do not count any more", e);
        }
    }

    // Changes

    @Override
    public CompletionStage<Optional<Ban>> add(Ban wanted) {
        Ban ban = normal(wanted);
        synchronized (this) {
            if (bans.containsKey(BanKey.of(ban))) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            checkRoom(ban);
            put(ban);
        }
        announce();
        LOG.info(
                "banned {}=\"{}\" by={} until={}",
                ban.as().key(),
                ban.who(),
                ban.by(),
                ban.until().orElse(null));
        return writer.save().thenApply(done -> Optional.of(ban));
    }

    private Ban normal(Ban ban) {
        if (ban.by().length() > Ban.MAX_LENGTH || ban.reason().length() > Ban.MAX_LENGTH) {
            throw new InvalidRequestException("by and reason have at most " + Ban.MAX_LENGTH + " characters");
        }
        if (ban.until().isPresent() && !ban.until().get().isAfter(clock.instant())) {
            throw new InvalidRequestException(
                    "until is in the past: " + ban.until().get());
        }
        if (ban.until().isPresent() && !ban.until().get().isAfter(ban.at())) {
            throw new InvalidRequestException("until (" + ban.until().get() + ") is not after at (" + ban.at() + ")");
        }
        BanKey key = BanKey.of(ban.as(), ban.who());
        return new Ban(key.as(), key.who(), ban.by(), ban.reason(), ban.at(), ban.until());
    }

    private void checkRoom(Ban ban) {
        boolean expression = isExpression(ban);
        if (size >= MAX_BANS || expression && index.expressions() >= MAX_EXPRESSIONS) {
            throw new InvalidRequestException("there are " + (expression ? MAX_EXPRESSIONS : MAX_BANS)
                    + " bans of this kind already, which is the most; remove some");
        }
    }

    @Override
    public CompletionStage<Merged> merge(List<Ban> wanted, boolean dryRun) {
        Map<BanKey, Ban> normal = new LinkedHashMap<>();
        long ended = 0;
        for (Ban ban : wanted) {
            if (ban.until().filter(until -> !until.isAfter(clock.instant())).isPresent()) {
                ended++;
            } else {
                Ban kept = normal(ban);
                normal.put(BanKey.of(kept), kept);
            }
        }
        Merged merged;
        synchronized (this) {
            merged = compared(normal, ended);
            checkRoom(normal.values());
            if (dryRun || merged.added() + merged.replaced() == 0) {
                return CompletableFuture.completedFuture(merged);
            }
            normal.forEach((key, ban) -> {
                Ban before = bans.get(key);
                if (before != null) {
                    take(before);
                }
                put(ban);
            });
        }
        announce();
        LOG.info("bans merged added={} replaced={}", merged.added(), merged.replaced());
        return writer.save().thenApply(done -> merged);
    }

    private Merged compared(Map<BanKey, Ban> wanted, long ended) {
        long added = 0;
        long unchanged = 0;
        for (Map.Entry<BanKey, Ban> entry : wanted.entrySet()) {
            Ban before = bans.get(entry.getKey());
            added += before == null ? 1 : 0;
            unchanged += entry.getValue().equals(before) ? 1 : 0;
        }
        return new Merged(added, wanted.size() - added - unchanged, unchanged, ended);
    }

    private void checkRoom(Collection<Ban> wanted) {
        List<Ban> fresh =
                wanted.stream().filter(ban -> !bans.containsKey(BanKey.of(ban))).toList();
        long expressions = fresh.stream().filter(BanList::isExpression).count();
        if (size + (long) fresh.size() > MAX_BANS || index.expressions() + expressions > MAX_EXPRESSIONS) {
            throw new InvalidRequestException("with these there would be more than " + MAX_BANS + " bans, or than "
                    + MAX_EXPRESSIONS + " by regular expression; remove some");
        }
    }

    private static boolean isExpression(Ban ban) {
        return ban.as() == Ban.Kind.CLIENTID_RE || ban.as() == Ban.Kind.USERNAME_RE;
    }

    @Override
    public CompletionStage<Boolean> remove(Ban.Kind as, String who) {
        BanKey key = BanKey.of(as, who);
        synchronized (this) {
            Ban ban = bans.get(key);
            if (ban == null) {
                return CompletableFuture.completedFuture(false);
            }
            take(ban);
        }
        LOG.info("ban lifted {}=\"{}\"", key.as().key(), key.who());
        return writer.save().thenApply(done -> true);
    }

    @Override
    public CompletionStage<Long> clear() {
        long before;
        synchronized (this) {
            before = size;
            bans.clear();
            index.clear();
            moments.clear();
            size = 0;
        }
        LOG.info("all {} bans lifted", before);
        return writer.save().thenApply(done -> before);
    }

    // Lists

    @Override
    public Optional<Ban> get(Ban.Kind as, String who) {
        return Optional.ofNullable(bans.get(BanKey.of(as, who)));
    }

    @Override
    public Page<Ban> list(BanQuery query, PageRequest page) {
        return new BanPage(query, page).read(bans, size);
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the list of bans was not written within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
