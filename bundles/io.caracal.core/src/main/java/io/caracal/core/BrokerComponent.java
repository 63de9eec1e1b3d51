package io.caracal.core;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.broker.Alarms;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.broker.Clients;
import io.caracal.api.broker.Node;
import io.caracal.api.broker.Publishing;
import io.caracal.api.broker.RetainedMessages;
import io.caracal.api.broker.Subscriptions;
import io.caracal.api.broker.Topics;
import io.caracal.api.cluster.ClientRegistry;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.core.limits.RateSettings;
import io.caracal.core.limits.ZonesSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Wires a {@link Broker} to the services of this framework. */
@Component(
        immediate = true,
        service = {Connections.class, EventLoops.class})
public final class BrokerComponent implements Connections, EventLoops {
    private final Broker broker;
    private final Administration administration;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public BrokerComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference AuthenticationChain authentication,
            @Reference AuthorizationChain authorization,
            @Reference SessionStore sessions,
            @Reference RetainedStore retained,
            @Reference BanCheck bans,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable ClientRegistry registry) {
        broker = new Broker(new Broker.Parts(
                configuration.section(MqttSettings.class),
                configuration.section(RetainerSettings.class),
                configuration.section(NodeSettings.class),
                authentication,
                authorization,
                sessions,
                retained,
                registry == null ? new LocalClientRegistry() : registry,
                bans));
        ZonesSettings zones = configuration.section(ZonesSettings.class);
        OverloadSettings overload = configuration.section(OverloadSettings.class);
        broker.follow(zones);
        broker.follow(overload);
        broker.start();
        SettingsOwners.of(broker, configuration.section(NodeSettings.class), zones, overload)
                .forEach(owner -> registrations.add(context.registerService(SectionOwner.class, owner, null)));
        administration = new Administration(
                broker,
                new BrokerNode.Identity(
                        context.getBundle().getVersion().toString(),
                        path(context, "caracal.home"),
                        path(context, "caracal.data")));
        register(context, Clients.class, administration.clients);
        register(context, Subscriptions.class, administration.subscriptions);
        register(context, Topics.class, administration.topics);
        register(context, Publishing.class, administration.publishing);
        register(context, RetainedMessages.class, administration.retained);
        register(context, Node.class, administration.node);
        register(context, Alarms.class, broker.alarms());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addStoreMaintenance(StoreMaintenance store) {
        administration.store.follow(store);
    }

    void removeStoreMaintenance(StoreMaintenance store) {
        administration.store.forget(store);
    }

    private static Path path(BundleContext context, String property) {
        String value = context.getProperty(property);
        return Path.of(value == null ? "" : value).toAbsolutePath();
    }

    private <T> void register(BundleContext context, Class<T> type, T service) {
        registrations.add(context.registerService(type, service, null));
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
        administration.close();
        broker.close();
    }

    @Override
    public LinkReceiver receiver(ListenerInfo listener) {
        return broker.receiver(listener);
    }

    @Override
    public void limits(ListenerInfo listener, RateSettings limits) {
        broker.limits(listener, limits);
    }

    @Override
    public long connectionDelay(ListenerInfo listener) {
        return broker.connectionDelay(listener);
    }

    @Override
    public void connectionTaken(ListenerInfo listener) {
        broker.connectionTaken(listener);
    }

    @Override
    public EventLoopGroup group() {
        return broker.group();
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return broker.serverChannel();
    }

    @Override
    public String transport() {
        return broker.transport();
    }
}
