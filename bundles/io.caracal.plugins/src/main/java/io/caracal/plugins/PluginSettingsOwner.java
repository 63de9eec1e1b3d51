package io.caracal.plugins;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;

/**
 * Keeps who may bring code into the broker out of the reach of whoever may only change settings: an administrator of the REST interface
 * cannot grant himself the right to upload. Whatever else is changed in the section holds from the next start on.
 */
final class PluginSettingsOwner implements SectionOwner<PluginSettings> {
    private volatile PluginSettings live;

    PluginSettingsOwner(PluginSettings live) {
        this.live = live;
    }

    @Override
    public Class<PluginSettings> type() {
        return PluginSettings.class;
    }

    @Override
    public PluginSettings live() {
        return live;
    }

    @Override
    public PreparedChange prepare(SectionChange<PluginSettings> change) throws SettingsException {
        PluginSettings after = change.after();
        refuseUnlessEqual("plugins.upload", live.upload(), after.upload());
        refuseUnlessEqual("plugins.signature", live.signature(), after.signature());
        return PreparedChange.of(() -> live = after);
    }

    private static void refuseUnlessEqual(String path, Record before, Record after) throws SettingsException {
        if (!before.equals(after)) {
            throw new SettingsException(List.of(new Problem(
                    path,
                    "",
                    "",
                    "it decides who may bring code into the broker, and is not changed while the broker runs",
                    "set it in the configuration file and start the broker again")));
        }
    }
}
