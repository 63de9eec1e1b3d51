package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Wires the bans to the data folder. A file that cannot be read ends the start: nobody who is banned gets in by it. */
@Component(
        immediate = true,
        service = {Banned.class, BanCheck.class})
public final class BannedComponent implements Banned, BanCheck {
    private final BanList bans;

    @Activate
    public BannedComponent(BundleContext context) throws IOException {
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IOException("the framework property caracal.data does not name the data folder");
        }
        bans = new BanList(new BanFile(Path.of(data, "banned.list")), InstantSource.system());
    }

    @Deactivate
    void stop() {
        bans.close();
    }

    @Override
    public Page<Ban> list(BanQuery query, PageRequest page) {
        return bans.list(query, page);
    }

    @Override
    public Optional<Ban> get(Ban.Kind as, String who) {
        return bans.get(as, who);
    }

    @Override
    public CompletionStage<Optional<Ban>> add(Ban ban) {
        return bans.add(ban);
    }

    @Override
    public CompletionStage<Boolean> remove(Ban.Kind as, String who) {
        return bans.remove(as, who);
    }

    @Override
    public CompletionStage<Long> clear() {
        return bans.clear();
    }

    @Override
    public Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer) {
        return bans.find(clientId, username, peer);
    }

    @Override
    public long version() {
        return bans.version();
    }

    @Override
    public Registration onNewBans(Runnable action) {
        return bans.onNewBans(action);
    }
}
