package io.caracal.store.log;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.store.StoreSettings;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes how an open store keeps things: what it promises, its limits, its pace. */
final class StoreOwner implements SectionOwner<StoreSettings> {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOwner.class);

    private final LogStore store;
    private volatile StoreSettings live;

    StoreOwner(LogStore store, StoreSettings live) {
        this.store = store;
        this.live = live;
    }

    @Override
    public Class<StoreSettings> type() {
        return StoreSettings.class;
    }

    @Override
    public StoreSettings live() {
        return live;
    }

    @Override
    public PreparedChange prepare(SectionChange<StoreSettings> change) throws SettingsException {
        long limit = change.after().maxSize().value();
        if (limit != 0 && limit != change.before().maxSize().value() && limit < store.smallestLimit()) {
            throw new SettingsException(List.of(new Problem(
                    "store.max_size",
                    "",
                    limit + " bytes",
                    store.smallestLimit()
                            + " bytes at least, four files of the size that they have now, or 0 for no limit",
                    "a smaller limit is possible after a start with it, since files are smaller then")));
        }
        return PreparedChange.of(() -> follow(change.after()));
    }

    private void follow(StoreSettings next) {
        live = next;
        try {
            store.follow(next);
        } catch (IOException e) {
            // The settings are in force; the same is asked again before the next file, and says it again if it is
            // serious.
            LOG.warn("store: the free space of its file system cannot be read: {}", e.toString());
        }
    }
}
