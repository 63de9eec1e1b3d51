package io.caracal.config.change;

import static io.caracal.config.change.Fixture.at;
import static io.caracal.config.change.Fixture.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.Fixture.Mqtt;
import io.caracal.config.change.Fixture.User;
import io.caracal.config.change.Fixture.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are never shown, and what is sent back masked keeps its value. */
class MaskedSecretsTest {
    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void emptyFile() throws IOException {
        fixture = new Fixture(folder);
    }

    private static List<String> passwords(LiveConfiguration configuration) {
        return configuration.section(Users.class).list().stream()
                .map((User user) -> user.name() + "=" + user.password().reveal())
                .toList();
    }

    @Test
    void secretsAreMaskedEverywhere() throws Exception {
        LiveConfiguration configuration = fixture.start();
        ChangeOutcome outcome = configuration.change(merge("""
                mqtt.token = s3cret
                users.list = [{name = a, password = s3cret}]
                authentication = [
                  {mechanism = password_based, backend = db, secret = s3cret, users = [{name = b, password = s3cret}]}
                  {mechanism = not_installed, whatever = s3cret}
                ]"""));

        ConfigurationView view = configuration.read("").orElseThrow();

        assertThat(List.of(view, outcome, configuration.history()).toString()).doesNotContain("s3cret");
        assertThat(view.value()).asString().contains("mechanism=password_based", "backend=db", "name=b", "******");
    }

    @Test
    void whatNobodyClaimsIsMaskedThroughout() throws Exception {
        LiveConfiguration configuration = fixture.file("plugin_sections = [delayed], delayed { limit = 5 }")
                .start();

        assertThat(configuration.read("delayed").orElseThrow().value()).isEqualTo(Map.of("limit", "******"));
    }

    @Test
    void aMaskSentBackKeepsTheSecret() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.token = s3cret"));

        configuration.change(at("mqtt", "{\"token\": \"******\", \"max_inflight\": 5}", Mode.REPLACE));

        Mqtt mqtt = configuration.section(Mqtt.class);
        assertThat(mqtt.token().reveal()).isEqualTo("s3cret");
        assertThat(mqtt.maxInflight()).isEqualTo(5);
    }

    @Test
    void aMaskOfADefaultKeepsTheDefault() throws Exception {
        LiveConfiguration configuration = fixture.start();

        configuration.change(merge("mqtt { token = \"******\", max_inflight = 5 }"));

        assertThat(configuration.section(Mqtt.class).token().reveal()).isEqualTo("hidden");
    }

    @Test
    void elementsOfAListKeepTheirSecretsWhereverTheyMoveTo() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge(
                "users.list = [{name = a, password = pa}, {name = b, password = pb}, {name = c, password = pc}]"));

        configuration.change(merge("""
                users.list = [
                  {name = c, password = "******", admin = true}
                  {name = new, password = pn}
                  {name = a, password = "******"}
                ]"""));

        assertThat(passwords(configuration)).containsExactly("c=pc", "new=pn", "a=pa");
    }

    @Test
    void elementsOfAChainKeepTheirSecrets() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("""
                authentication = [
                  {mechanism = not_installed, backend = x, key = k}
                  {mechanism = password_based, backend = db, secret = s, users = [{name = a, password = pa}]}
                ]"""));
        String shown = configuration.read("authentication").orElseThrow().text();

        configuration.change(at("authentication", shown.replace("name = a", "name = a\nadmin = true"), Mode.MERGE));

        assertThat(Files.readString(fixture.overrides())).contains("secret = s", "password = pa", "key = k", "admin");
    }

    @Test
    void aMaskThatStandsForNothingIsRefused() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("users.list = [{name = a, password = pa}]"));

        SettingsException refusal = assertThrows(
                SettingsException.class,
                () -> configuration.change(merge("users.list = [{name = b, password = \"******\"}]")));

        assertThat(refusal)
                .hasMessage("request: 1: users.list.0.password: given ******, expected the value itself, file:/path or "
                        + "env:NAME; there is no stored secret here that the mask could stand for");
    }

    @Test
    void aSecretIsNeverGivenToAnotherElement() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("authentication = [{mechanism = http, url = x, key = k}]"));

        assertThrows(
                SettingsException.class,
                () -> configuration.change(merge("authentication = [{mechanism = jwt, key = \"******\"}]")));
    }

    @Test
    void aChangedSecretIsADifferenceThatShowsNothing() throws Exception {
        LiveConfiguration configuration = fixture.start();

        ChangeOutcome outcome = configuration.change(merge("mqtt.token = other"));

        assertThat(outcome.differences())
                .singleElement()
                .hasToString("Difference[path=mqtt.token, before=******, after=******]");
    }

    @Test
    void aMaskInSettingsThatAreOnlyTriedStandsForTheStoredSecret() throws Exception {
        LiveConfiguration configuration = fixture.start();
        configuration.change(merge("mqtt.token = s3cret"));
        String revision = configuration.revision();

        Mqtt tried = configuration
                .node("mqtt", "{\"token\": \"******\", \"max_inflight\": 5}")
                .bind(Mqtt.class);

        assertThat(tried.token().reveal()).isEqualTo("s3cret");
        assertThat(configuration.revision()).isEqualTo(revision);
    }

    @Test
    void runtimeChangesAreToldWithoutSecretsUnlessTheyAreAskedFor() throws Exception {
        LiveConfiguration configuration = fixture.start();
        Path elsewhere = Files.writeString(folder.resolve("password-of-b"), "hidden");
        configuration.change(merge("""
                mqtt { max_inflight = 5, token = s3cret }
                users.list = [{name = a, password = s3cret}, {name = b, password = "file:%s"}]
                authentication = [{mechanism = password_based, backend = db, secret = s3cret}]""".formatted(elsewhere)));

        String masked = configuration.runtimeChanges(false);

        assertThat(masked)
                .contains("max_inflight = 5", "name = a", "mechanism = password_based", "file:" + elsewhere, "******")
                .doesNotContain("s3cret");
        assertThat(configuration.runtimeChanges(true)).contains("s3cret").doesNotContain("******");
        assertThat(configuration.change(merge(masked)).differences()).isEmpty();
    }

    @Test
    void withoutRuntimeChangesThereIsNothingToTell() throws Exception {
        assertThat(fixture.start().runtimeChanges(true)).isBlank();
    }
}
