package io.caracal.rest;

import io.caracal.api.audit.AuditLog;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.rest.RestResource;
import io.caracal.rest.application.AccessFilter;
import io.caracal.rest.application.AuditFilter;
import io.caracal.rest.application.Contribution;
import io.caracal.rest.application.EnumParameter;
import io.caracal.rest.application.LiveApplication;
import io.caracal.rest.application.ParameterFilter;
import io.caracal.rest.json.Json;
import io.caracal.rest.login.Accounts;
import io.caracal.rest.login.ApiKeysResource;
import io.caracal.rest.login.Bootstrap;
import io.caracal.rest.login.LoginResource;
import io.caracal.rest.login.LoginSettings;
import io.caracal.rest.login.UsersResource;
import io.caracal.rest.openapi.ApiDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires the REST API. Sockets are bound when this component is activated, so that a port that is taken refuses the bundle; connections are
 * accepted as soon as the application is made, on a thread of its own, so that the broker's start does not wait for it.
 */
@Component(
        service = {},
        immediate = true)
public final class RestComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RestComponent.class);

    /** The launcher runs services with this property when the process gets the signal that it names. */
    private static final String SIGNAL = "io.caracal.signal";

    private final BundleContext context;
    private final Bundle bundle;
    private final DashboardSettings settings;
    private final LiveApplication application;
    private final LiveServer server;
    private final Map<ServiceReference<RestResource>, Contribution> contributed = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Accounts accounts;
    private volatile @Nullable AuditLog audit;

    @Activate
    public RestComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference ServiceComponentRuntime components)
            throws IOException {
        this.context = context;
        bundle = context.getBundle();
        settings = configuration.section(DashboardSettings.class);
        application = new LiveApplication(new Start(new OwnResources(bundle, components)));
        ApiDocs docs = new ApiDocs(application::resources, bundle.getVersion().toString());
        server = new LiveServer(application, docs, new ListeningSockets(context), configFolder(context), settings);
        application.start();
    }

    private final class Start implements LiveApplication.Opening {
        private final OwnResources own;

        Start(OwnResources own) {
            this.own = own;
        }

        @Override
        public List<Object> prepare() throws IOException {
            return RestComponent.this.prepare();
        }

        @Override
        public boolean complete(Set<String> added) {
            return own.areIn(added);
        }

        @Override
        public void ready() {
            accept();
        }

        /** Who connects is told so at once, and does not wait for ever. */
        @Override
        public void failed() {
            try {
                server.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What takes time, away from the start of the broker. */
    private List<Object> prepare() throws IOException {
        Path data = path(context, "caracal.data");
        Accounts made = new Accounts(data, settings.login(), Json.mapper(), Clock.systemUTC());
        bootstrap(data, settings.login()).apply(made).ifPresent(System.out::println);
        accounts = made;
        addOwn(new LoginResource(made, bundle.getVersion().toString()));
        addOwn(new UsersResource(made));
        addOwn(new ApiKeysResource(made));
        addOwn(new CertificateResource(server::certificate));
        return List.of(
                new AccessFilter(made), new ParameterFilter(), new EnumParameter(), new AuditFilter(() -> audit));
    }

    private Bootstrap bootstrap(Path data, LoginSettings login) {
        return new Bootstrap(login, data, configFolder(context));
    }

    private static Path configFolder(BundleContext context) {
        Path folder = path(context, "caracal.config.file").toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static Path path(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("the framework property " + property + " is not set; the launcher sets it");
        }
        return Path.of(value);
    }

    private void addOwn(RestResource resource) {
        application.add(new Contribution(resource, bundle.toString(), Long.MAX_VALUE, true));
    }

    private void accept() {
        server.accept();
        Accounts known = accounts;
        if (known != null) {
            server.url().ifPresent(known.local()::publish);
            Path data = path(context, "caracal.data");
            DashboardOwner.Keys keys = login -> bootstrap(data, login).keys(known);
            context.registerService(
                    Runnable.class, this::takeUpCertificate, FrameworkUtil.asDictionary(Map.of(SIGNAL, "HUP")));
            context.registerService(Accounts.class, known, null);
            context.registerService(SectionOwner.class, new DashboardOwner(server, known, keys, settings), null);
        }
        LOG.info("the REST API is open");
    }

    private void takeUpCertificate() {
        server.certificate().ifPresent(certificate -> {
            try {
                certificate.reload();
            } catch (IOException e) {
                LOG.warn("the certificate is not taken up, the one before stays in force: {}", e.getMessage());
            }
        });
    }

    /** Only the reference is asked for: the service of a bundle that is broken must fail here, not inside Declarative Services. */
    @Reference(
            service = RestResource.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addResource(ServiceReference<RestResource> reference) {
        Bundle from = reference.getBundle();
        if (from == null || !mine(from)) {
            return;
        }
        RestResource resource = context.getService(reference);
        if (resource != null) {
            Contribution contribution = contribution(resource, from);
            contributed.put(reference, contribution);
            application.add(contribution);
        }
    }

    void removeResource(ServiceReference<RestResource> reference) throws InterruptedException {
        if (bundle.getState() == Bundle.STOPPING) {
            close(); // before resources go one by one: what is accepted is to be answered by all of them
        }
        Contribution contribution = contributed.remove(reference);
        if (contribution != null) {
            if (!closed.get()) {
                application.remove(contribution);
            }
            context.ungetService(reference);
        }
    }

    private Contribution contribution(RestResource resource, Bundle from) {
        return new Contribution(resource, from.toString(), from.getBundleId(), from.equals(bundle));
    }

    /** Not those of another version of this bundle, which serves them itself. */
    private boolean mine(Bundle from) {
        return from.equals(bundle) || !bundle.getSymbolicName().equals(from.getSymbolicName());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAuditLog(AuditLog log) {
        audit = log;
    }

    void unsetAuditLog(AuditLog log) {
        if (audit == log) {
            audit = null;
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        if (closed.compareAndSet(false, true)) {
            server.close();
            application.close();
            withdraw();
        }
    }

    private void withdraw() {
        Accounts known = accounts;
        try {
            if (known != null) {
                known.local().withdraw();
            }
        } catch (IOException e) {
            LOG.warn("the local credential cannot be deleted", e);
        }
    }
}
