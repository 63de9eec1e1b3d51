package io.caracal.security;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.connector.Connectors;
import io.caracal.api.plugins.ContractOwner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Wires authorization to the configuration and to the factories. As with authentication, binding returns when the factory serves, unbinding
 * when nothing of it is in use any more; both in bounded time.
 */
@Component(
        service = {AuthorizationChain.class, AuthorizationAdministration.class, ContractOwner.class, LongFunction.class
        },
        property = "io.caracal.objections=authorization",
        immediate = true)
public final class AuthorizationComponent
        implements AuthorizationChain, AuthorizationAdministration, ContractOwner, LongFunction<Optional<String>> {
    private final DynamicAuthorization chain;
    private volatile @Nullable Connectors connectors;
    private @Nullable ServiceRegistration<?> owner;

    @Activate
    public AuthorizationComponent(@Reference Configuration configuration) {
        chain = new DynamicAuthorization(configuration.section(AuthorizationSettings.class), this::connectors);
    }

    private Connectors connectors() {
        Connectors present = connectors;
        if (present == null) {
            throw new IllegalStateException("the bundle io.caracal.connect, which has the connectors, is not there");
        }
        return present;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setConnectors(Connectors present) {
        connectors = present;
    }

    void unsetConnectors(Connectors gone) {
        if (connectors == gone) {
            connectors = null;
        }
    }

    @Reference(
            service = AuthorizerFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFactory(ServiceReference<AuthorizerFactory<?>> reference, AuthorizerFactory<?> factory) {
        chain.add(ServiceRank.of(reference), factory);
    }

    void removeFactory(ServiceReference<AuthorizerFactory<?>> reference) {
        chain.remove(ServiceRank.id(reference));
    }

    @Activate
    void start(BundleContext context) {
        chain.start();
        owner = context.registerService(SectionOwner.class, new AuthorizationOwner(chain), null);
    }

    @Deactivate
    void stop() {
        if (owner != null) {
            owner.unregister();
        }
        chain.close();
    }

    @Override
    public ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl) {
        return chain.open(facts, superuser, acl);
    }

    @Override
    public boolean disconnects() {
        return chain.disconnects();
    }

    @Override
    public boolean rechecks() {
        return chain.rechecks();
    }

    @Override
    public Registration onChange(Runnable task) {
        return chain.onChange(task);
    }

    @Override
    public List<SourceReport> sources() {
        return chain.sources();
    }

    @Override
    public CompletionStage<Explanation> explain(Question question) {
        return chain.explain(question);
    }

    @Override
    public Optional<KnownClient> client(String clientId) {
        return chain.client(clientId);
    }

    @Override
    public Optional<List<CachedDecision>> cached(String clientId) {
        return chain.cached(clientId);
    }

    @Override
    public void cleanCaches() {
        chain.cleanCaches();
    }

    @Override
    public boolean cleanCache(String clientId) {
        return chain.cleanCache(clientId);
    }

    @Override
    public String contract() {
        return "authorization";
    }

    @Override
    public Optional<Offer> offer(long serviceId) {
        return chain.elements()
                .type(serviceId)
                .map(type -> new Offer(
                        type, paths(type), chain.elements().objection(serviceId).orElse("")));
    }

    private List<String> paths(String type) {
        List<Source> sources = chain.elements().current();
        return IntStream.range(0, sources.size())
                .filter(index -> sources.get(index).id().equals(type))
                .mapToObj(index -> contract() + ".sources." + index)
                .toList();
    }

    /** Tells whoever replaces bundles whether a factory can serve, so that an update that cannot leaves the old version in place. */
    @Override
    public Optional<String> apply(long serviceId) {
        return chain.elements().objection(serviceId);
    }
}
