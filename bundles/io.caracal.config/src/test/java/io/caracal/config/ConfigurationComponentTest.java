package io.caracal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caracal.api.config.Configuration;
import io.caracal.config.fixture.FixtureSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The component in the framework: what the launcher gives it, and what launcher and other bundles get. */
class ConfigurationComponentTest {
    private static final String CONFIGURATION = Configuration.class.getName();
    private static final String VERDICT = Supplier.class.getName();

    @TempDir
    Path folder;

    private TestFramework framework(String file, Map<String, String> more) throws Exception {
        Path path = Files.writeString(folder.resolve("caracal.conf"), file);
        Map<String, String> properties = new HashMap<>(more);
        properties.put("caracal.config.file", path.toString());
        return new TestFramework(folder, properties);
    }

    private static Object section(Object configuration, Bundle bundle) throws Exception {
        Class<?> type = bundle.loadClass(FixtureSettings.class.getName());
        Class<?> contract = configuration.getClass().getInterfaces()[0];
        return contract.getMethod("section", Class.class).invoke(configuration, type);
    }

    @Test
    void sectionsOfInstalledBundlesAreBoundAndTheConfigurationRegistered() throws Exception {
        try (TestFramework framework =
                framework("fixture.limit = 5", Map.of("caracal.config.set", "fixture.limit=6\nplugin_sections=[x]"))) {
            Bundle fixture = framework.installFixture();
            framework.start(fixture);

            Object configuration = framework.service(framework.await(CONFIGURATION));

            assertThat(section(configuration, fixture)).hasToString("FixtureSettings[limit=6]");
            assertThat(framework.has(VERDICT)).isFalse();
        }
    }

    @Test
    void anInvalidConfigurationIsReportedWithExitCode78() throws Exception {
        try (TestFramework framework = framework("fixture.limit = x\nfixtur { }", Map.of())) {
            framework.start(framework.installFixture());

            ServiceReference<?> failure = framework.await(VERDICT);

            assertThat(failure.getProperty("io.caracal.exit.code")).isEqualTo(78);
            assertThat(failure.getProperty("io.caracal.failure"))
                    .asString()
                    .contains("caracal.conf (2 problems)")
                    .contains("caracal.conf: 1: fixture.limit: given \"x\", expected a whole number")
                    .contains("caracal.conf: 2: fixtur: given an unknown key")
                    .contains("did you mean fixture?");
            assertThat(framework.has(CONFIGURATION)).isFalse();
        }
    }

    @Test
    void aCheckPrintsTheVerdictAndEndsWithCode0() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (TestFramework framework = framework("", Map.of("caracal.config.check", "true"))) {
            framework.start(framework.installFixture());

            ServiceReference<?> verdict = framework.await(VERDICT);

            assertThat(verdict.getProperty("io.caracal.exit.code")).isEqualTo(0);
            assertThat(verdict.getProperty("io.caracal.failure")).isNull();
            assertThat(framework.has(CONFIGURATION)).isTrue();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("configuration is valid: " + folder.resolve("caracal.conf") + System.lineSeparator());
    }

    @Test
    void aBundleThatComesLaterGetsItsSection() throws Exception {
        try (TestFramework framework = framework("plugin_sections = [fixture]\nfixture.limit = 7", Map.of())) {
            framework.start();
            Object configuration = framework.service(framework.await(CONFIGURATION));

            Bundle later = framework.installFixture();

            assertThat(section(configuration, later)).hasToString("FixtureSettings[limit=7]");
        }
    }

    @Test
    void aBundleThatGoesTakesItsSettingsAndItsClassesAlong() throws Exception {
        try (TestFramework framework = framework("", Map.of())) {
            framework.start();
            Object configuration = framework.service(framework.await(CONFIGURATION));

            WeakReference<Class<?>> type = useAndUninstall(framework, configuration);

            await().untilAsserted(() -> {
                System.gc();
                assertThat(type.get()).isNull();
            });
        }
    }

    private static WeakReference<Class<?>> useAndUninstall(TestFramework framework, Object configuration)
            throws Exception {
        Bundle bundle = framework.installFixture();
        WeakReference<Class<?>> type =
                new WeakReference<>(section(configuration, bundle).getClass());
        bundle.uninstall();
        framework.refresh();
        return type;
    }

    @Test
    void aBundleThatComesLaterWithAnInvalidSectionIsToldWhy() throws Exception {
        try (TestFramework framework = framework("plugin_sections = [fixture]\nfixture.limit = x", Map.of())) {
            framework.start();
            Object configuration = framework.service(framework.await(CONFIGURATION));

            Bundle later = framework.installFixture();

            assertThatThrownBy(() -> section(configuration, later))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasRootCauseMessage(folder.resolve("caracal.conf")
                            + ": 2: fixture.limit: given \"x\", expected a whole number");
        }
    }

    @Test
    void bndWritesTheSectionIntoTheManifest() throws Exception {
        try (TestFramework framework = framework("", Map.of())) {
            assertThat(framework.installFixture().getHeaders().get("Provide-Capability"))
                    .isEqualTo("io.caracal.settings;path=fixture;type=\"" + FixtureSettings.class.getName() + '"');
        }
    }
}
