package io.caracal.connect;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.Connectors;
import io.caracal.api.plugins.ContractOwner;
import io.caracal.connect.tls.ClientTls;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
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
 * Wires the connectors to the configuration and to the factories.
 *
 * <p>Binding returns when the factory serves, unbinding when nothing of it is in use any more; both in bounded time. So whoever
 * starts a new version of a bundle and then stops the old one leaves no gap, and needs to know nothing about connectors.
 */
@Component(
        service = {ContractOwner.class, LongFunction.class},
        property = "io.caracal.objections=connectors",
        immediate = true)
public final class ConnectorsComponent implements ContractOwner, LongFunction<Optional<String>> {
    private final BundleContext context;
    private final Configuration configuration;
    private final ConnectorHub hub;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    @Activate
    public ConnectorsComponent(BundleContext context, @Reference Configuration configuration) {
        this.context = context;
        this.configuration = configuration;
        this.hub =
                new ConnectorHub(configuration.section(ConnectorsSettings.class), new ClientTls(configFolder(context)));
    }

    private static Path configFolder(BundleContext context) {
        String file = context.getProperty("caracal.config.file");
        Path folder = Path.of(file == null ? "" : file).toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    @Reference(
            service = ConnectorFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFactory(ServiceReference<ConnectorFactory<?>> reference, ConnectorFactory<?> factory) {
        hub.add(rank(reference), factory);
    }

    void removeFactory(ServiceReference<ConnectorFactory<?>> reference) {
        hub.remove(serviceId(reference));
    }

    /** The services are there when every connector has been started. */
    @Activate
    void start() {
        hub.start();
        services.add(context.registerService(Connectors.class, hub, null));
        services.add(
                context.registerService(ConnectorAdministration.class, new Administration(hub, configuration), null));
        services.add(context.registerService(SectionOwner.class, new ConnectorsOwner(hub), null));
    }

    @Deactivate
    void stop() {
        services.reversed().forEach(ServiceRegistration::unregister);
        hub.close();
    }

    @Override
    public String contract() {
        return "connectors";
    }

    @Override
    public Optional<Offer> offer(long serviceId) {
        return hub.type(serviceId)
                .map(type ->
                        new Offer(type, elements(type), hub.objection(serviceId).orElse("")));
    }

    /** Where configured ones stand; private ones are named by who uses them. */
    private List<String> elements(String type) {
        return hub.of(type).stream()
                .map(connector -> connector.source() instanceof Source.Configured(ConnectorSettings settings)
                        ? settings.path()
                        : connector.id())
                .sorted()
                .toList();
    }

    /**
     * Tells whoever replaces bundles whether a factory can serve, so that an update whose connectors cannot be made, or cannot connect,
     * leaves the old version in place.
     *
     * @param serviceId of the factory
     */
    @Override
    public Optional<String> apply(long serviceId) {
        return hub.objection(serviceId);
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
