package io.caracal.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** All that a listener can be to clients, by the host that they want; made of files as they were at one time. */
final class TlsIdentities {
    private final List<TlsIdentity> all;
    private final Map<String, TlsIdentity> byHost;
    private final List<PemFile> files;
    private final Optional<TicketKeys> tickets;

    private TlsIdentities(
            List<TlsIdentity> all, Map<String, TlsIdentity> byHost, List<PemFile> files, Optional<TicketKeys> tickets) {
        this.all = all;
        this.byHost = byHost;
        this.files = files;
        this.tickets = tickets;
    }

    static TlsIdentities load(TlsSettings settings, TlsEnvironment environment, Optional<TicketKeys> tickets)
            throws TlsException {
        List<PemFile> files = new ArrayList<>();
        Optional<TrustManagerFactory> trust = settings.verify() == TlsSettings.Verify.VERIFY_PEER
                ? Optional.of(ClientTrust.of(settings, environment.folder(), files::add))
                : Optional.empty();
        List<TlsIdentity> all = new ArrayList<>();
        Map<String, TlsIdentity> byHost = new HashMap<>();
        for (CertificateSettings each : settings.certificates()) {
            TlsIdentity identity = TlsIdentity.load(each, settings, environment, trust, tickets, files::add);
            all.add(identity);
            HostNames.of(identity.chain().getFirst()).forEach(name -> byHost.putIfAbsent(name, identity));
        }
        return new TlsIdentities(List.copyOf(all), Map.copyOf(byHost), List.copyOf(files), tickets);
    }

    List<TlsIdentity> all() {
        return all;
    }

    /** Seals tickets with another key if it is time. */
    void rotateTickets(long now) {
        tickets.filter(keys -> keys.rotate(now)).ifPresent(keys -> all.forEach(each -> each.sealTickets(keys)));
    }

    /** Whether the host that a client wants makes a difference. */
    boolean dependOnHost() {
        return all.size() > 1;
    }

    /** @param host as the client names it; null if it names none */
    TlsIdentity forHost(@Nullable String host) {
        if (host != null) {
            for (String name : HostNames.candidates(host)) {
                TlsIdentity found = byHost.get(name);
                if (found != null) {
                    return found;
                }
            }
        }
        return all.getFirst();
    }

    /** Whether the files are others by now; one that is not there at the moment is about to be replaced. */
    boolean outdated() {
        for (PemFile file : files) {
            try {
                if (Files.exists(file.path()) && !Arrays.equals(Files.readAllBytes(file.path()), file.content())) {
                    return true;
                }
            } catch (IOException _) {
                // Read again at the next look.
                return false;
            }
        }
        return false;
    }
}
