package io.caracal.transport.tls;

import io.caracal.transport.stage.Passage;
import io.caracal.transport.stage.Stage;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TLS of one listener, with certificates that can be read anew while connections come and go. */
public final class TlsStage implements Stage {
    private final TlsSettings settings;
    private final TlsEnvironment environment;
    private final Optional<TicketKeys> tickets;
    private volatile TlsIdentities identities;

    /**
     * Reads the files that the settings name.
     *
     * @throws TlsException if they are not there, or do not go together
     */
    public TlsStage(TlsSettings settings, TlsEnvironment environment) throws TlsException {
        if (settings.ocsp().enableOcspStapling() && !environment.nativeTls()) {
            throw new TlsException(
                    "ocsp.enable_ocsp_stapling",
                    "true",
                    "OCSP stapling takes native TLS, whose library is not present on this machine");
        }
        this.settings = settings;
        this.environment = environment;
        this.tickets =
                settings.sessionTickets() && environment.nativeTls() ? Optional.of(new TicketKeys()) : Optional.empty();
        this.identities = TlsIdentities.load(settings, environment, tickets);
    }

    /** What it was made of. */
    public TlsSettings settings() {
        return settings;
    }

    /** Whether files have changed since they were read. */
    public boolean outdated() {
        return identities.outdated();
    }

    /**
     * Reads the files again; handshakes that begin from then on meet what is in them.
     *
     * @throws TlsException if they cannot be used; then all is as before
     */
    public synchronized void reload() throws TlsException {
        // A ticket tells that a client was believed; who is not believed any more must not come back with it.
        Optional<TicketKeys> keys =
                settings.verify() == TlsSettings.Verify.VERIFY_PEER ? tickets.map(old -> new TicketKeys()) : tickets;
        identities = TlsIdentities.load(settings, environment, keys);
    }

    /**
     * Seals session tickets with another key if it is time.
     *
     * @param now as {@link System#nanoTime} has it
     */
    public synchronized void rotateTickets(long now) {
        identities.rotateTickets(now);
    }

    /** Fetches in the background what is to be stapled, if it is time. */
    void lookForStaples() {
        identities.all().forEach(each -> each.staple().ifPresent(Staple::look));
    }

    TlsIdentities identities() {
        return identities;
    }

    @Override
    public void begin(Channel channel, Passage passage) {
        TlsIdentities now = identities;
        channel.pipeline()
                .addLast(
                        now.dependOnHost()
                                ? new ByHost(now)
                                : now.all().getFirst().handler(channel.alloc(), settings, environment))
                .addLast(new HandshakeEnd(passage));
    }

    /** Looks at the first words of a client to find the host that it wants. */
    private final class ByHost extends AbstractSniHandler<TlsIdentity> {
        /** A ClientHello is seldom above 2 KB, with keys for the time after quantum computers; this is far beyond. */
        private static final int MOST_BYTES = 16 * 1024;

        private final TlsIdentities known;

        ByHost(TlsIdentities known) {
            super(MOST_BYTES, settings.handshakeTimeout().toMillis());
            this.known = known;
        }

        @Override
        protected Future<TlsIdentity> lookup(ChannelHandlerContext ctx, @Nullable String host) {
            return ctx.executor().newSucceededFuture(known.forHost(host));
        }

        @Override
        protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String host, Future<TlsIdentity> found) {
            ByteBufAllocator alloc = ctx.alloc();
            var handler = found.getNow().handler(alloc, settings, environment);
            boolean taken = false;
            try {
                ctx.pipeline().replace(this, null, handler);
                taken = true;
            } finally {
                if (!taken) {
                    ReferenceCountUtil.safeRelease(handler.engine());
                }
            }
        }
    }
}
