package io.caracal.itests.clients;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Brokers, one for each number of event loops, and one Node.js process, for all tests of the run; they end with it. */
final class SharedBroker implements TestInstancePostProcessor {

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(SharedBroker.class));
        var clients = (ClientsTest) test;
        clients.brokers =
                eventLoops -> store.computeIfAbsent("broker " + eventLoops, _ -> start(eventLoops), Broker.class);
        clients.node = () -> store.computeIfAbsent(
                MqttJsDriver.class, _ -> MqttJsDriver.start(MqttJsInstallation.folder()), MqttJsDriver.class);
    }

    private static Broker start(int eventLoops) {
        return Distribution.built()
                .broker()
                .set("node.event_loops", String.valueOf(eventLoops))
                .start();
    }
}
