package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the bans to the data folder. A file that cannot be read ends the start: nobody who is banned gets in by it. */
@Component(
        immediate = true,
        service = {Banned.class, BanCheck.class})
public final class BannedComponent implements Banned, BanCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BannedComponent.class);

    private final BanList bans;
    private final Flapping flapping;
    private final ServiceRegistration<?> owner;

    @Activate
    public BannedComponent(BundleContext context, @Reference Configuration configuration) throws IOException {
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IOException("the framework property caracal.data does not name the data folder");
        }
        bans = new BanList(new BanFile(Path.of(data, "banned.list")), InstantSource.system());
        flapping = new Flapping(configuration.section(FlappingSettings.class), InstantSource.system(), this::ban);
        owner = context.registerService(
                SectionOwner.class,
                SectionOwner.of(FlappingSettings.class, flapping.settings(), flapping::follow),
                null);
    }

    @Deactivate
    void stop() {
        owner.unregister();
        bans.close();
    }

    /** Not on the event loop that saw the last disconnection. */
    private void ban(Ban ban) {
        Thread.ofVirtual().name("flapping").start(() -> {
            try {
                var unused = bans.add(ban);
            } catch (InvalidRequestException e) {
                LOG.warn("clientId={} cannot be banned: {}", ban.who(), e.getMessage());
            }
        });
    }

    @Override
    public void disconnected(String clientId) {
        flapping.disconnected(clientId);
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
    public CompletionStage<Merged> merge(List<Ban> wanted, boolean dryRun) {
        return bans.merge(wanted, dryRun);
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
