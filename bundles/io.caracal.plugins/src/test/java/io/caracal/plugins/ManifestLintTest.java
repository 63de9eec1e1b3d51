package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestLintTest {
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "com.example.auth",
            "Bundle-Version", "1.2.3.beta"));

    private ManifestLint lint(String name, String value) {
        headers.put(name, value);
        return new ManifestLint(headers::get);
    }

    @Test
    void findsNothingWrongWithAnOrdinaryBundle() throws RefusedException {
        ManifestLint lint =
                lint("Import-Package", "io.caracal.api.auth;version=\"[0.1,1)\",org.slf4j;version=\"[2,3)\"");

        assertThat(lint.violations()).isEmpty();
        assertThat(lint.warnings()).isEmpty();
        assertThat(lint.symbolicName()).isEqualTo("com.example.auth");
        assertThat(lint.version()).isEqualTo(new BundleVersion(1, 2, 3, "beta"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Export-Package | a;version=1;uses:=\"b,c\",d | exports packages (Export-Package: a, d)",
                "DynamicImport-Package | * | DynamicImport-Package: *",
                "Fragment-Host | io.caracal.core;bundle-version=1 | a fragment of io.caracal.core",
                "Require-Bundle | io.caracal.core | Require-Bundle: io.caracal.core",
                "Bundle-NativeCode | lib/x.so;osname=linux | native code",
                "Bundle-SymbolicName | a;singleton:=true | drop singleton:=true",
                "Bundle-SymbolicName | a;singleton:=\"true\" | drop singleton:=true",
                "Import-Package | io.caracal.core;io.caracal.api.auth;version=1 | imports io.caracal.core, which belong",
                "Import-Package | io.caracal.mqtt;resolution:=optional | imports io.caracal.mqtt",
            })
    void findsWhatWouldTieOthersToAPlugin(String name, String value, String words) {
        assertThat(lint(name, value).violations()).singleElement().asString().contains(words);
    }

    @Test
    void namesEveryViolation() {
        lint("Export-Package", "a");

        assertThat(lint("DynamicImport-Package", "b").violations()).hasSize(2);
    }

    @Test
    void warnsOfAnActivator() {
        assertThat(lint("Bundle-Activator", "a.B").warnings())
                .singleElement()
                .asString()
                .contains("a.B");
    }

    @Test
    void knowsNoBundleBeforeRelease4() {
        headers.remove("Bundle-ManifestVersion");

        assertThatThrownBy(() -> new ManifestLint(headers::get).symbolicName()).hasMessageContaining("OSGi release 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../a", "a,b", "a;b", "ä"})
    void knowsNoSuchSymbolicName(String name) {
        assertThatThrownBy(() -> lint("Bundle-SymbolicName", name).symbolicName())
                .hasMessageContaining("Bundle-SymbolicName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.x", "1.2.3.4.5", "-1", "9999999999"})
    void knowsNoSuchVersion(String version) {
        assertThatThrownBy(() -> lint("Bundle-Version", version).version()).hasMessageContaining("Bundle-Version");
    }
}
