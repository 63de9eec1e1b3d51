package io.caracal.connect;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.SettingsNode;
import io.caracal.config.settings.SettingsBinder;
import java.nio.file.Path;
import java.util.Map;

/** Reads settings that are tried, and knows no others. */
final class NoConfiguration implements Configuration {
    @Override
    public <T extends Record> T section(Class<T> type) {
        throw new IllegalArgumentException("there is no section " + type);
    }

    @Override
    public SettingsNode node(String path, String text) {
        return new SettingsBinder(Map.of(), Path.of(""))
                .node(ConfigFactory.parseString(text).root(), path);
    }
}
