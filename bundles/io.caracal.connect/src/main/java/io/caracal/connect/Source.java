package io.caracal.connect;

import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;

/** What a connector is made of. */
sealed interface Source {
    String type();

    boolean enable();

    ResourceOptions options();

    /**
     * The settings as the type's record.
     *
     * @throws SettingsException if they are not valid for the type
     */
    <S extends Record> S bind(Class<S> record) throws SettingsException;

    /** Of the configuration. */
    record Configured(ConnectorSettings settings) implements Source {
        @Override
        public String type() {
            return settings.type();
        }

        @Override
        public boolean enable() {
            return settings.keys().enable();
        }

        @Override
        public ResourceOptions options() {
            return settings.keys().resourceOpts();
        }

        @Override
        public <S extends Record> S bind(Class<S> record) throws SettingsException {
            return settings.typeKeys().bind(record);
        }
    }

    /** Of whoever uses it alone. */
    record Inline(String type, Record settings) implements Source {
        @Override
        public boolean enable() {
            return true;
        }

        @Override
        public ResourceOptions options() {
            return ResourceOptions.usual();
        }

        @Override
        public <S extends Record> S bind(Class<S> record) throws SettingsException {
            if (!record.isInstance(settings)) {
                throw new SettingsException(List.of(new Problem(
                        "",
                        "",
                        settings.getClass().getSimpleName(),
                        "a " + record.getSimpleName() + ", which connectors of type " + type + " are made of",
                        "")));
            }
            return record.cast(settings);
        }
    }
}
