package io.caracal.core;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of a list whose entries belong to sessions: loop by loop, and on each loop in the order in which its sessions began.
 * It goes from loop to loop by itself and holds none up for more than a {@link #SLICE}.
 */
final class SessionPages<T> implements Background.Work {
    /** The most sessions or entries that are looked at in one piece. */
    static final int SLICE = 256;

    /** What a list takes from a session. */
    interface Entries<T> {
        /** True if every session has exactly one entry, so that they need not be looked at to be skipped. */
        boolean oneEach();

        /** How many entries a session has, if that is known without looking at them; else -1. */
        int countIn(Session session);

        /**
         * Offers the entries of a session that match, in their order, as long as {@link SessionPages#wantsMore()}.
         *
         * @param after only those behind this one; null for all
         * @return true if there are no more behind those that were offered
         */
        boolean offer(Session session, @Nullable String after, SessionPages<T> page);
    }

    private final Broker broker;
    private final Entries<T> entries;
    private final PageRequest request;
    private final CompletableFuture<Page<T>> result = new CompletableFuture<>();
    private final List<T> items = new ArrayList<>();
    private final List<Session> buffer = new ArrayList<>(SLICE);
    private SessionCursor position;
    private SessionCursor last;
    private long skip;
    private int budget;
    private boolean more;

    /** Where in the session at hand the last entry stood. */
    private @Nullable String reached;

    SessionPages(Broker broker, Entries<T> entries, PageRequest request) {
        this.broker = broker;
        this.entries = entries;
        this.request = request;
        this.position = request.cursor()
                .map(text -> SessionCursor.parse(
                        text, broker.incarnation(), broker.loops().size()))
                .orElse(new SessionCursor(0, 0, null));
        this.last = position;
        this.skip = request.cursor().isPresent() ? 0 : request.offset();
    }

    CompletableFuture<Page<T>> read() {
        broker.loop(position.loop()).background.begin(this);
        return result;
    }

    @Override
    public boolean piece() {
        if (result.isDone()) {
            return false; // whoever asked has gone
        }
        BrokerLoop loop = broker.loop(position.loop());
        budget = SLICE;
        if (entries.oneEach() && skip > 0) {
            jump(loop);
        }
        buffer.clear();
        // A session that was left in the midst of its entries is looked at once more.
        loop.roster.readAfter(position.key() == null ? position.serial() : position.serial() - 1, SLICE, buffer);
        boolean toTheEnd = buffer.size() < SLICE;
        for (Session session : buffer) {
            if (!look(loop, session)) {
                buffer.clear();
                return !more;
            }
        }
        return !toTheEnd || nextLoop();
    }

    private void jump(BrokerLoop loop) {
        if (position.serial() > 0) {
            return;
        }
        int here = (int) Math.min(skip, loop.roster.size());
        skip -= here;
        Session skipped = here == 0 ? null : loop.roster.at(here - 1);
        if (skipped != null) {
            position = new SessionCursor(loop.index(), skipped.serial(), null);
        }
    }

    /** @return false if this piece is over: the page is full and there is more, or enough was looked at */
    private boolean look(BrokerLoop loop, Session session) {
        String after = session.serial() == position.serial() ? position.key() : null;
        int whole = skip > 0 && after == null ? entries.countIn(session) : -1;
        boolean done = true;
        budget--;
        if (whole >= 0 && whole <= skip) {
            skip -= whole;
        } else {
            reached = after;
            position = new SessionCursor(loop.index(), session.serial(), after);
            done = entries.offer(session, after, this);
            if (more) {
                finish();
                return false;
            }
        }
        // Without a single entry looked at, the whole session is still before us.
        long behind = done || reached != null ? session.serial() : session.serial() - 1;
        position = new SessionCursor(loop.index(), behind, done ? null : reached);
        return done && budget > 0;
    }

    private boolean nextLoop() {
        int next = position.loop() + 1;
        if (next == broker.loops().size()) {
            finish();
        } else {
            position = new SessionCursor(next, 0, null);
            broker.loop(next).background.begin(this);
        }
        return false;
    }

    private void finish() {
        OptionalLong count = more || request.cursor().isPresent()
                ? OptionalLong.empty()
                : OptionalLong.of(request.offset() - skip + items.size());
        Optional<String> next = more ? Optional.of(last.text(broker.incarnation())) : Optional.empty();
        result.complete(new Page<>(items, next, count));
    }

    // For the entries of a session

    /** Whether more entries may be offered in this piece. */
    boolean wantsMore() {
        return budget > 0 && !more;
    }

    /** An entry that was looked at and does not match. @param key its place in its session; null if it is the only one */
    void passed(@Nullable String key) {
        budget--;
        reached = key;
    }

    /** An entry that matches. @param item made only if the page holds it */
    void offered(@Nullable String key, Supplier<T> item) {
        passed(key);
        if (skip > 0) {
            skip--;
        } else if (items.size() == request.limit()) {
            more = true;
        } else {
            items.add(item.get());
            last = new SessionCursor(position.loop(), position.serial(), key);
        }
    }

    @Override
    public void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }
}
