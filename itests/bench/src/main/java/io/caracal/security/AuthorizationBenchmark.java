package io.caracal.security;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.AclRules;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision about a PUBLISH costs: remembered, and by rules of which the last one decides. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class AuthorizationBenchmark {
    private static final String TOPIC = "sites/north/pumps/7/pressure";

    /** How many rules there are. */
    @Param({"3", "100"})
    public int rules;

    private DynamicAuthorization caching;
    private DynamicAuthorization forgetful;
    private ClientAuthorization remembered;
    private ClientAuthorization asked;
    private long version;

    @Setup(Level.Trial)
    public void start() {
        caching = chain("sources = [ { type = bench } ], cache { ttl = 1h }");
        forgetful = chain("sources = [ { type = bench } ], cache { enable = false }");
        remembered = client(caching);
        asked = client(forgetful);
        version = remembered.version();
    }

    @TearDown(Level.Trial)
    public void stop() {
        caching.close();
        forgetful.close();
    }

    /** What the core does for the topic that was published to last, besides comparing it. */
    @Benchmark
    public boolean lastTopic() {
        return remembered.version() == version;
    }

    /** What the chain does for a topic that is remembered. */
    @Benchmark
    public Verdict cached() {
        return remembered.authorize(Action.PUBLISH, TOPIC, 0, false).resultNow();
    }

    @Benchmark
    public Verdict uncached() {
        return asked.authorize(Action.PUBLISH, TOPIC, 0, false).resultNow();
    }

    private DynamicAuthorization chain(String settings) {
        DynamicAuthorization chain = new DynamicAuthorization(bound(settings), () -> {
            throw new IllegalStateException("no connectors here");
        });
        chain.add(new FactoryRank("bench", 1, new BundleVersion(1, 0, 0, ""), 0, 1), new Rules(all()));
        chain.start();
        return chain;
    }

    private static AuthorizationSettings bound(String text) {
        try {
            return new SettingsBinder(Map.of(), Path.of(""))
                    .bind(ConfigFactory.parseString(text).root(), "authorization", AuthorizationSettings.class);
        } catch (SettingsException e) {
            throw new IllegalStateException("settings of this benchmark are wrong", e);
        }
    }

    private List<AclRule> all() {
        List<AclRule> all = new ArrayList<>();
        for (int i = 1; i < rules; i++) {
            all.add(AclRuleParser.parse(
                    Map.of("permission", "deny", "action", "publish", "topic", "sites/south/pumps/" + i + "/#")));
        }
        all.add(AclRuleParser.parse(Map.of("permission", "allow", "topic", "sites/+/pumps/${client_attrs.pump}/#")));
        return all;
    }

    private static ClientAuthorization client(DynamicAuthorization chain) {
        ClientFacts facts = ClientFacts.of(
                        "pump-7",
                        Optional.of("kay"),
                        Optional.empty(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
                        "tcp:default")
                .with(Map.of("pump", "7"));
        return chain.open(facts, false, List.of());
    }

    /** A source without keys of its own. */
    public record NoKeys() {}

    private record Rules(List<AclRule> rules) implements AuthorizerFactory<NoKeys> {
        @Override
        public String type() {
            return "bench";
        }

        @Override
        public Class<NoKeys> settingsType() {
            return NoKeys.class;
        }

        @Override
        public Authorizer create(NoKeys settings, AuthorizerContext context) {
            AclRules ready = AclRules.of(rules);
            return new Authorizer() {
                @Override
                public CompletionStage<Authorization> authorize(AuthorizationRequest request) {
                    return CompletableFuture.completedFuture(ready.decide(request));
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }
}
