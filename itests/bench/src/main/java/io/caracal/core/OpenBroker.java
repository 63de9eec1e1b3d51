package io.caracal.core;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker without a framework that lets everybody do everything and keeps all in memory. */
final class OpenBroker {
    private OpenBroker() {}

    /** @param mqtt what differs from the defaults of {@code mqtt}, HOCON; node likewise */
    static Broker of(String mqtt, String node) {
        return new Broker(new Broker.Parts(
                settings(MqttSettings.class, mqtt),
                SettingsBinder.defaults(RetainerSettings.class),
                settings(NodeSettings.class, node),
                new Open(),
                new Free(),
                new MemorySessionStore(),
                new MemoryRetainedStore(),
                new LocalClientRegistry(),
                new Nobody()));
    }

    private static <T extends Record> T settings(Class<T> type, String given) {
        try {
            return new SettingsBinder(Map.of(), Path.of(""))
                    .bind(ConfigFactory.parseString(given).root(), "", type);
        } catch (SettingsException e) {
            throw new IllegalStateException("settings of this benchmark are wrong", e);
        }
    }

    /** Bans nobody. */
    private static final class Nobody implements BanCheck {
        @Override
        public Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer) {
            return Optional.empty();
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Registration onNewBans(Runnable action) {
            return () -> {};
        }
    }

    /** Allows everything. */
    private static final class Free implements AuthorizationChain {
        private static final CompletableFuture<Verdict> ALLOWED =
                CompletableFuture.completedFuture(new Verdict(true, true));

        @Override
        public ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl) {
            return new ClientAuthorization() {
                @Override
                public CompletableFuture<Verdict> authorize(
                        AuthorizationRequest.Action action, String topic, int qos, boolean retain) {
                    return ALLOWED;
                }

                @Override
                public long version() {
                    return 0;
                }

                @Override
                public ClientFacts facts() {
                    return facts;
                }

                @Override
                public void accepted() {
                    // nobody asks for it
                }

                @Override
                public boolean decidesLike(ClientAuthorization other) {
                    return true;
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }

        @Override
        public boolean disconnects() {
            return false;
        }

        @Override
        public boolean rechecks() {
            return false;
        }

        @Override
        public Registration onChange(Runnable task) {
            return () -> {};
        }
    }

    /** Lets everybody in. */
    private static final class Open implements AuthenticationChain {
        @Override
        public boolean open(String listener) {
            return true;
        }

        @Override
        public Exchange begin(AuthenticationRequest request) {
            return new Accepted();
        }
    }

    private static final class Accepted implements AuthenticationChain.Exchange {
        @Override
        public CompletionStage<AuthenticationResult> result() {
            return CompletableFuture.completedFuture(AuthenticationResult.accept());
        }

        @Override
        public CompletionStage<AuthenticationResult> proceed(byte[] data) {
            return result();
        }

        @Override
        public void abandon() {
            // Nothing is kept.
        }
    }
}
