package io.caracal.connect;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.connect.tls.ClientTls;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A hub and what one does with it. */
final class Hubs implements AutoCloseable {
    final FakeServer server = new FakeServer();
    final ConnectorHub hub;
    final ConnectorsOwner owner;
    private long services;

    Hubs(String connectors) throws SettingsException {
        hub = new ConnectorHub(settings(connectors), new ClientTls(Path.of("")));
        owner = new ConnectorsOwner(hub);
    }

    /** Started, with a factory of version 1. */
    static Hubs running(String connectors) throws SettingsException {
        Hubs hubs = new Hubs(connectors);
        hubs.install(1);
        hubs.hub.start();
        return hubs;
    }

    static ConnectorsSettings settings(String connectors) throws SettingsException {
        return new SettingsBinder(Map.of(), Path.of(""))
                .bind(ConfigFactory.parseString(connectors).root(), "connectors", ConnectorsSettings.class);
    }

    /** @return the id of the service */
    long install(int version) {
        return install(version, server.factory("v" + version));
    }

    long install(int version, ConnectorFactory<?> factory) {
        services++;
        hub.add(new FactoryRank("bundle", services, new BundleVersion(version, 0, 0, ""), 0, services), factory);
        return services;
    }

    HttpCaller caller(String id, String user) {
        return hub.open(id, user).capability(HttpCaller.class);
    }

    static String ask(HttpCaller caller, String path) throws Throwable {
        try {
            HttpAnswer answer =
                    caller.call(HttpCall.get(path)).toCompletableFuture().join();
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    ConnectorStatus status(String id) {
        return admin().connector(id).orElseThrow().status();
    }

    ConnectorAdministration admin() {
        return new Administration(hub, new NoConfiguration());
    }

    void change(String connectors) throws SettingsException {
        prepare(connectors, Map.of()).commit();
    }

    /** @param after what other sections will be */
    PreparedChange prepare(String connectors, Map<String, Object> after) throws SettingsException {
        ConnectorsSettings wanted = settings(connectors);
        return owner.prepare(new SectionChange<>() {
            @Override
            public ConnectorsSettings before() {
                return hub.settings();
            }

            @Override
            public ConnectorsSettings after() {
                return wanted;
            }

            @Override
            public Optional<Object> value(String path) {
                return Optional.ofNullable(after.get(path));
            }
        });
    }

    @Override
    public void close() {
        hub.close();
    }
}
