package io.caracal.security;

import io.caracal.api.auth.AuthenticationAdministration;
import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationMonitor;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.auth.ListenerChains;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.UserAdministration;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.auth.UserDatabases;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.Connectors;
import io.caracal.api.plugins.ContractOwner;
import io.caracal.api.store.KeptFiles;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import io.caracal.security.users.AllUsers;
import io.caracal.security.users.DiskStore;
import io.caracal.security.users.DiskUsers;
import io.caracal.security.users.KeptDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Wires the chain to the configuration and to the factories.
 *
 * <p>Binding returns when the factory serves, unbinding when nothing of it is in use any more; both in bounded time. So whoever
 * starts a new version of a bundle and then stops the old one leaves no gap, and needs to know nothing about authentication.
 */
@Component(
        service = {
            AuthenticationChain.class,
            AuthenticationMonitor.class,
            AuthenticationAdministration.class,
            ListenerChains.class,
            ContractOwner.class,
            LongFunction.class
        },
        property = "io.caracal.objections=authentication",
        immediate = true)
public final class AuthenticationChainComponent
        implements AuthenticationChain,
                AuthenticationMonitor,
                AuthenticationAdministration,
                ListenerChains,
                ContractOwner,
                LongFunction<Optional<String>> {
    private final BundleContext context;
    private final DynamicChain chain;
    private final DiskStore users;
    private final List<ServiceRegistration<?>> owners = new ArrayList<>();
    private final List<ServiceRegistration<?>> databases = new ArrayList<>();

    @Activate
    public AuthenticationChainComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference PasswordHashing passwords,
            @Reference Connectors connectors)
            throws IOException {
        this.context = context;
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IOException("the framework property caracal.data does not name the data folder");
        }
        users = new DiskStore(Path.of(data, "users.db"));
        chain = new DynamicChain(
                configuration.section(AuthenticationSettings.class),
                configuration.section(AuthenticationLimits.class),
                new Services(passwords, connectors, users));
    }

    /** What authenticators are offered. */
    private record Services(PasswordHashing passwords, Connectors connectors, DiskStore store)
            implements AuthenticatorServices {
        @Override
        public UserDatabase users(String chain, String element) {
            return new DiskUsers(store, chain, element);
        }
    }

    @Reference(
            service = AuthenticatorFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFactory(ServiceReference<AuthenticatorFactory<?>> reference, AuthenticatorFactory<?> factory) {
        chain.add(rank(reference), factory);
    }

    void removeFactory(ServiceReference<AuthenticatorFactory<?>> reference) {
        chain.remove(serviceId(reference));
    }

    @Activate
    void activate() {
        chain.start();
        register(new ChainOwner(chain));
        register(SectionOwner.of(AuthenticationLimits.class, chain.limits(), chain::follow));
        databases.add(context.registerService(UserDatabases.class, new AllUsers(users), null));
        databases.add(context.registerService(KeptFiles.class, new KeptDatabase(users), null));
    }

    private void register(SectionOwner<?> owner) {
        owners.add(context.registerService(SectionOwner.class, owner, null));
    }

    @Deactivate
    void stop() {
        owners.forEach(ServiceRegistration::unregister);
        databases.forEach(ServiceRegistration::unregister);
        chain.close();
        users.close();
    }

    @Override
    public boolean open(String listener) {
        return chain.open(listener);
    }

    @Override
    public Exchange begin(AuthenticationRequest request) {
        return chain.begin(request);
    }

    @Override
    public List<ElementReport> elements() {
        return chain.elements();
    }

    @Override
    public List<ElementReport> elements(String of) {
        return chain.elements(of);
    }

    @Override
    public Optional<UserAdministration> users(String of, String element) {
        return chain.users(of, element);
    }

    @Override
    public CompletionStage<Trial> tryOut(AuthenticationRequest request) {
        return chain.tryOut(request);
    }

    @Override
    public void start(Map<String, ListenerAuthentication> listeners) {
        chain.listeners().start(listeners);
    }

    @Override
    public PreparedChange prepare(Map<String, ListenerAuthentication> listeners) throws SettingsException {
        return chain.listeners().prepare(listeners);
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        return Optional.of(ElementTypes.of(chain.factories()));
    }

    @Override
    public String contract() {
        return "authentication";
    }

    @Override
    public Optional<Offer> offer(long serviceId) {
        return chain.type(serviceId)
                .map(type ->
                        new Offer(type, paths(type), chain.objection(serviceId).orElse("")));
    }

    private List<String> paths(String type) {
        List<ElementReport> elements = chain.elements();
        return IntStream.range(0, elements.size())
                .filter(index -> elements.get(index).id().equals(type))
                .mapToObj(index -> contract() + "." + index)
                .toList();
    }

    /**
     * Tells whoever replaces bundles whether a factory can serve, so that an update whose authenticator cannot be created leaves
     * the old version in place.
     *
     * @param serviceId of the factory
     */
    @Override
    public Optional<String> apply(long serviceId) {
        return chain.objection(serviceId);
    }

    private static FactoryRank rank(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        Version version = bundle == null ? Version.emptyVersion : bundle.getVersion();
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
        return new FactoryRank(
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? 0 : bundle.getBundleId(),
                new BundleVersion(version.getMajor(), version.getMinor(), version.getMicro(), version.getQualifier()),
                ranking,
                serviceId(reference));
    }

    private static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
