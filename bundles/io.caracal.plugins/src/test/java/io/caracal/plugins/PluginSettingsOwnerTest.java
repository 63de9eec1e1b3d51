package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginSettingsOwnerTest {
    private static final SignatureSettings UNSIGNED =
            new SignatureSettings(SignatureSettings.Required.NONE, Optional.empty(), Optional.empty());

    private static PluginSettings settings(int seconds, boolean upload, SignatureSettings signature) {
        return new PluginSettings(
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(10),
                new Bytes(1024),
                new Bytes(1024),
                10,
                new UploadSettings(upload, List.of("user:admin"), new Bytes(1024)),
                signature);
    }

    private record Change(PluginSettings before, PluginSettings after) implements SectionChange<PluginSettings> {
        @Override
        public Optional<Object> value(String path) {
            return Optional.empty();
        }
    }

    private static void change(PluginSettingsOwner owner, PluginSettings after) throws SettingsException {
        owner.prepare(new Change(owner.live(), after)).commit();
    }

    @Test
    void nobodyCanSwitchUploadsOnWhileTheBrokerRuns() {
        PluginSettingsOwner owner = new PluginSettingsOwner(settings(5, false, UNSIGNED));

        assertThatThrownBy(() -> change(owner, settings(5, true, UNSIGNED)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("plugins.upload")
                .hasMessageContaining("start the broker again");
        assertThat(owner.live().upload().enable()).isFalse();
    }

    @Test
    void nobodyCanChangeWhoseSignaturesCountWhileTheBrokerRuns() {
        SignatureSettings signed =
                new SignatureSettings(SignatureSettings.Required.ALL, Optional.of("trust.pem"), Optional.empty());
        PluginSettingsOwner owner = new PluginSettingsOwner(settings(5, true, signed));

        assertThatThrownBy(() -> change(owner, settings(5, true, UNSIGNED))).hasMessageContaining("plugins.signature");
    }

    @Test
    void otherSettingsCanBeChanged() throws SettingsException {
        PluginSettingsOwner owner = new PluginSettingsOwner(settings(5, true, UNSIGNED));

        change(owner, settings(60, true, UNSIGNED));

        assertThat(owner.live().sweepInterval()).isEqualTo(Duration.ofMinutes(1));
    }
}
