package io.caracal.rest.data;

import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The retained messages. They are put into the store as they are; nobody who is subscribed now is told. */
record RetainedSection(
        RetainedStore store, ConfigurationAdministration configuration, JsonMapper mapper, InstantSource clock)
        implements DataSection {
    private static final int PAGE = 1000;
    private static final String LIMIT = "retainer.max_retained_messages";

    @Override
    public SectionName name() {
        return SectionName.RETAINED;
    }

    private Lines<RetainedLine> lines() {
        return new Lines<>(RetainedLine.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<RetainedLine>.Writer writer = lines().writer(out);
        Optional<String> after = Optional.empty();
        List<Message> page;
        do {
            page = Finished.reading(store.page(Optional.empty(), after, PAGE));
            page.forEach(message -> writer.write(RetainedLine.of(message)));
            after = page.isEmpty() ? after : Optional.of(page.getLast().topicName());
        } while (!page.isEmpty());
        return writer.end();
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        Joined planned = walk(input, (_, _) -> {});
        long limit = limit();
        if (limit > 0 && store.size() + planned.added() > limit) {
            throw new UnfitDataException("with these there would be " + (store.size() + planned.added())
                    + " retained messages, and " + LIMIT + " allows " + limit);
        }
        if (dryRun || planned.added() + planned.replaced() == 0) {
            return planned;
        }
        RetainedChange change = new RetainedChange(store);
        try {
            Joined done = walk(input, change::put);
            change.await();
            return done;
        } catch (IOException | UnfitDataException | RuntimeException e) {
            throw change.undo(e);
        }
    }

    private interface Step {
        /** @param before what the topic has now; empty if nothing */
        void take(Message wanted, Optional<Message> before) throws IOException;
    }

    private Joined walk(Input input, Step step) throws IOException, UnfitDataException {
        long added = 0;
        long replaced = 0;
        long unchanged = 0;
        long expired = 0;
        try (Lines.Open<Message> messages = lines().open(input, RetainedLine::message)) {
            while (messages.hasNext()) {
                Message wanted = messages.next();
                Optional<Message> before = find(wanted);
                if (wanted.expired(clock.millis())) {
                    expired++;
                } else if (before.filter(present -> same(present, wanted)).isPresent()) {
                    unchanged++;
                } else {
                    added += before.isEmpty() ? 1 : 0;
                    replaced += before.isPresent() ? 1 : 0;
                    step.take(wanted, before);
                }
            }
        } catch (UnfitDataException.Passing e) {
            throw e.unfit();
        }
        return new Joined(
                added,
                replaced,
                unchanged,
                expired == 0 ? List.of() : List.of(expired + " have expired and are left out"));
    }

    private Optional<Message> find(Message wanted) throws IOException {
        return Finished.reading(store.match(wanted.topicName())).stream().findFirst();
    }

    private static boolean same(Message one, Message other) {
        return Arrays.equals(one.payload(), other.payload())
                && Arrays.equals(one.properties(), other.properties())
                && one.qos() == other.qos()
                && one.publishedAt() == other.publishedAt()
                && one.expiresAt() == other.expiresAt()
                && one.publisher().equals(other.publisher());
    }

    private long limit() {
        return configuration
                .read(LIMIT)
                .map(ConfigurationView::value)
                .map(value -> value instanceof Number number ? number.longValue() : 0L)
                .orElse(0L);
    }
}
