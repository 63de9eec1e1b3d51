package io.caracal.transport;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.ListenerChains;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.core.Connections;
import io.caracal.core.EventLoops;
import io.caracal.transport.tls.CertificateWatch;
import io.caracal.transport.tls.TlsEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the listeners and says so by services with the property {@code io.caracal.listener}; if they cannot be opened, a service
 * with {@code io.caracal.failure} and {@code io.caracal.exit.code} tells whoever started the framework.
 */
@Component(
        immediate = true,
        service = {})
public final class TransportComponent {
    private static final Logger LOG = LoggerFactory.getLogger(TransportComponent.class);
    /** EX_UNAVAILABLE. */
    private static final int CANNOT_BIND = 69;
    /** EX_CONFIG. */
    private static final int CONFIGURATION = 78;
    /** How often files of certificates are looked at. */
    private static final long LOOK_MILLIS = 2000;

    private static final int IDLE_SECONDS = 30;

    private final BundleContext context;
    private final EventLoops loops;
    private final Map<Listener, ServiceRegistration<?>> announced = new HashMap<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Listeners listeners;
    private final ExecutorService handshakes = handshakeThreads();
    private final CertificateWatch certificates;
    private boolean stopped;

    @Activate
    public TransportComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference AuthenticationChain authentication,
            @Reference ListenerChains chains,
            @Reference EventLoops loops,
            @Reference Connections connections) {
        this.context = context;
        this.loops = loops;
        listeners = new Listeners(
                new Opening(loops, connections, TlsEnvironment.of(configFolder(context), handshakes)), this::announce);
        certificates = new CertificateWatch(listeners::tls, LOOK_MILLIS);
        ListenersSettings settings = configuration.section(ListenersSettings.class);
        try {
            chains.start(settings.authentication());
            listeners.prepare(settings, authentication.open("")).commit();
            registrations.add(
                    context.registerService(SectionOwner.class, new ListenersOwner(listeners, chains, settings), null));
            registrations.add(context.registerService(
                    io.caracal.api.broker.Listeners.class,
                    new ListenerControl(listeners, () -> authentication.open("")),
                    null));
            registrations.add(context.registerService(
                    Runnable.class,
                    () -> certificates.request("signal SIGHUP"),
                    FrameworkUtil.asDictionary(Map.of("io.caracal.signal", "HUP"))));
        } catch (IllegalArgumentException | Listeners.OpenToTheWorldException e) {
            fail(String.valueOf(e.getMessage()), CONFIGURATION);
        } catch (ListenerException e) {
            fail(String.valueOf(e.getMessage()), CANNOT_BIND);
        }
    }

    private static Path configFolder(BundleContext context) {
        String file = context.getProperty("caracal.config.file");
        Path folder = Path.of(file == null ? "" : file).toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** As many as half of the processors, so that clients that only begin handshakes leave room for those that are through. */
    private static ExecutorService handshakeThreads() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("caracal-handshake-", 0).daemon().factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private synchronized void announce(List<Listener> open) {
        if (stopped) {
            return;
        }
        announced.entrySet().removeIf(each -> {
            boolean gone = !open.contains(each.getKey());
            if (gone) {
                LOG.info("listener={} closed", each.getKey().id());
                each.getValue().unregister();
            }
            return gone;
        });
        for (Listener listener : open) {
            if (!announced.containsKey(listener)) {
                LOG.info("listener={} open, transport={}", listener.description(), loops.transport());
                announced.put(listener, register(Map.of("io.caracal.listener", listener.description())));
            }
        }
    }

    private void fail(String text, int exitCode) {
        registrations.add(register(Map.of("io.caracal.failure", text, "io.caracal.exit.code", exitCode)));
    }

    private ServiceRegistration<?> register(Map<String, Object> properties) {
        return context.registerService(
                Supplier.class, () -> properties.values().iterator().next(), FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    synchronized void close() {
        stopped = true;
        registrations.forEach(ServiceRegistration::unregister);
        announced.values().forEach(ServiceRegistration::unregister);
        announced.clear();
        listeners.close();
        certificates.close();
        handshakes.shutdownNow();
    }
}
