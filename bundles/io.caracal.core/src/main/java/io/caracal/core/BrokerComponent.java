package io.caracal.core;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.cluster.ClientRegistry;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** Wires a {@link Broker} to the services of this framework. */
@Component(
        immediate = true,
        service = {ConnectionHandlers.class, EventLoops.class})
public final class BrokerComponent implements ConnectionHandlers, EventLoops {
    private final Broker broker;
    private final List<ServiceRegistration<?>> owners;

    @Activate
    public BrokerComponent(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference AuthenticationChain authentication,
            @Reference SessionStore sessions,
            @Reference RetainedStore retained,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable ClientRegistry registry) {
        broker = new Broker(new Broker.Parts(
                configuration.section(MqttSettings.class),
                configuration.section(RetainerSettings.class),
                configuration.section(NodeSettings.class),
                authentication,
                sessions,
                retained,
                registry == null ? new LocalClientRegistry() : registry));
        broker.start();
        owners = SettingsOwners.of(broker, configuration.section(NodeSettings.class)).stream()
                .<ServiceRegistration<?>>map(owner -> context.registerService(SectionOwner.class, owner, null))
                .toList();
    }

    @Deactivate
    void stop() {
        owners.forEach(ServiceRegistration::unregister);
        broker.close();
    }

    @Override
    public ChannelHandler handler(ListenerInfo listener) {
        return broker.handler(listener);
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
