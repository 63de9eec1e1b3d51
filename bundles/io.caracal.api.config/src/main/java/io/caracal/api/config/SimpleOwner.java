package io.caracal.api.config;

import java.util.function.Consumer;

/** An owner that takes over every valid change. */
final class SimpleOwner<T extends Record> implements SectionOwner<T> {
    private final Class<T> type;
    private final Consumer<T> apply;
    private volatile T live;

    SimpleOwner(Class<T> type, T live, Consumer<T> apply) {
        this.type = type;
        this.live = live;
        this.apply = apply;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public T live() {
        return live;
    }

    @Override
    public PreparedChange prepare(SectionChange<T> change) {
        return PreparedChange.of(() -> {
            apply.accept(change.after());
            live = change.after();
        });
    }
}
