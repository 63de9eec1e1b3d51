package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.connector.HttpEndpointSettings;
import io.caracal.api.store.StoreSettings;
import io.caracal.audit.AuditSettings;
import io.caracal.auth.builtin.BuiltinSettings;
import io.caracal.config.FileSettings;
import io.caracal.config.change.PluginSections;
import io.caracal.config.template.ConfigurationReference;
import io.caracal.config.template.DefaultConfiguration;
import io.caracal.connect.ConnectorKeys;
import io.caracal.connect.ConnectorsSettings;
import io.caracal.core.MqttSettings;
import io.caracal.core.NodeSettings;
import io.caracal.core.OverloadSettings;
import io.caracal.core.RetainerSettings;
import io.caracal.core.limits.ZonesSettings;
import io.caracal.plugins.PluginSettings;
import io.caracal.rest.DashboardSettings;
import io.caracal.security.AuthenticationLimits;
import io.caracal.security.AuthenticationSettings;
import io.caracal.security.AuthorizationSettings;
import io.caracal.security.banned.FlappingSettings;
import io.caracal.security.rules.FileSourceSettings;
import io.caracal.transport.ListenersSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shipped configuration file is made from the settings records, so it cannot say anything else than they do; so is the reference. */
class DefaultConfigurationTest {
    private static final Path SHIPPED = Path.of("..", "config", "caracal.conf");
    private static final Path REFERENCE = Path.of("..", "docs", "configuration-reference.md");
    /** {@code mvn -pl distribution -am test -Dtest=DefaultConfigurationTest -Dcaracal.config.write=true} writes both anew. */
    private static final boolean WRITE = Boolean.getBoolean("caracal.config.write");

    private static final List<Class<? extends Record>> SECTIONS = List.of(
            ListenersSettings.class,
            ZonesSettings.class,
            ConnectorsSettings.class,
            AuthenticationSettings.class,
            AuthenticationLimits.class,
            AuthorizationSettings.class,
            FlappingSettings.class,
            MqttSettings.class,
            RetainerSettings.class,
            StoreSettings.class,
            NodeSettings.class,
            OverloadSettings.class,
            PluginSettings.class,
            DashboardSettings.class,
            AuditSettings.class,
            FileSettings.class,
            PluginSections.class);

    private static final Map<String, Class<? extends Record>> ELEMENTS = elements();

    private static Map<String, Class<? extends Record>> elements() {
        Map<String, Class<? extends Record>> elements = new LinkedHashMap<>();
        elements.put("connectors: every type", ConnectorKeys.class);
        elements.put("connectors: http", HttpEndpointSettings.class);
        elements.put("authentication: password_based, built_in_database", BuiltinSettings.class);
        elements.put("authorization.sources: file", FileSourceSettings.class);
        return elements;
    }

    @Test
    void shippedConfigurationHoldsEveryKeyWithItsDefault() throws IOException {
        String generated = DefaultConfiguration.of(SECTIONS);
        if (WRITE) {
            Files.writeString(SHIPPED, generated);
        }
        assertThat(Files.readString(SHIPPED))
                .as("config/caracal.conf; written anew with -Dcaracal.config.write=true")
                .isEqualTo(generated);
    }

    @Test
    void theReferenceHoldsEveryKey() throws IOException {
        String generated = ConfigurationReference.of(SECTIONS, ELEMENTS);
        if (WRITE) {
            Files.writeString(REFERENCE, generated);
        }
        assertThat(Files.readString(REFERENCE))
                .as("docs/configuration-reference.md; written anew with -Dcaracal.config.write=true")
                .isEqualTo(generated);
    }
}
