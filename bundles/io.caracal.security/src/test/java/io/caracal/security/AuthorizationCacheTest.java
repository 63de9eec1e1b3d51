package io.caracal.security;

import static io.caracal.security.Chains.version;
import static io.caracal.security.Sources.client;
import static io.caracal.security.Sources.publishes;
import static io.caracal.security.Sources.verdict;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationAdministration.CachedDecision;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.config.PreparedChange;
import io.caracal.security.Sources.Factory;
import io.caracal.security.Sources.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationCacheTest {
    private final Scripted source = Scripted.answering(Authorization.allow());
    private final AtomicReference<AuthorizerContext> context = new AtomicReference<>();
    private DynamicAuthorization chain = Sources.of();

    @AfterEach
    void close() {
        chain.close();
    }

    private ClientAuthorization started(AuthorizationSettings settings) {
        chain.close();
        chain = Sources.of(settings);
        chain.add(version(1, 7), new Factory("s0", offered -> {
            context.set(offered);
            return source;
        }));
        chain.start();
        return client(chain);
    }

    private static AuthorizationSettings cache(boolean enable, int size, Duration ttl, String... excludes) {
        return Sources.settings(
                Duration.ofSeconds(20), new AuthorizationCacheSettings(enable, size, ttl, List.of(excludes)), "s0");
    }

    @Test
    void whatWasDecidedIsNotAskedAgain() {
        ClientAuthorization client = started(Sources.settings("s0"));

        publishes(client, "a");
        publishes(client, "a");

        assertThat(source.asked).hasValue(1);
        assertThat(verdict(client, "a").reusable()).isTrue();
        assertThat(chain.cached("client").orElseThrow())
                .extracting(CachedDecision::topic, CachedDecision::allowed)
                .containsExactly(tuple("a", true));
    }

    @Test
    void actionQosAndRetainFlagAreQuestionsOfTheirOwn() {
        ClientAuthorization client = started(Sources.settings("s0"));

        for (int qos = 0; qos < 3; qos++) {
            client.authorize(Action.PUBLISH, "a", qos, false).join();
            client.authorize(Action.PUBLISH, "a", qos, true).join();
            client.authorize(Action.SUBSCRIBE, "a", qos, false).join();
        }

        assertThat(source.asked).hasValue(9);
        assertThat(chain.cached("client").orElseThrow()).hasSize(9);
    }

    @Test
    void theTopicNotUsedForLongestGoesFirst() {
        ClientAuthorization client = started(cache(true, 2, Duration.ofMinutes(1)));
        publishes(client, "a");
        publishes(client, "b");
        publishes(client, "a");

        publishes(client, "c");

        assertThat(chain.cached("client").orElseThrow())
                .extracting(CachedDecision::topic)
                .containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aDecisionIsForgottenWhenItsTimeIsOver() {
        DecisionCache cache = new DecisionCache();
        int question = DecisionCache.question(Action.PUBLISH, 0, false);
        Duration ttl = Duration.ofSeconds(1);
        cache.put("a", question, true, 1, 1, 0, 32);

        assertThat(cache.find("a", question, 1, ttl.toNanos() - 1, ttl)).isTrue();
        assertThat(cache.find("a", question, 1, ttl.toNanos(), ttl)).isNull();
    }

    @Test
    void aDecisionMadeBeforeAChangeIsNotRemembered() {
        DecisionCache cache = new DecisionCache();
        int question = DecisionCache.question(Action.SUBSCRIBE, 1, false);

        cache.put("a", question, true, 1, 2, 0, 32);

        assertThat(cache.find("a", question, 2, 0, Duration.ofDays(1))).isNull();
    }

    @Test
    void aSecondTopicLeavesTheFirstRemembered() {
        DecisionCache cache = new DecisionCache();
        int question = DecisionCache.question(Action.PUBLISH, 0, false);
        Duration ttl = Duration.ofSeconds(1);
        cache.put("a", question, true, 1, 1, 0, 32);

        cache.put("b", question, false, 1, 1, 0, 32);

        assertThat(cache.find("a", question, 1, 0, ttl)).isTrue();
        assertThat(cache.find("b", question, 1, 0, ttl)).isFalse();
    }

    @Test
    void theOnlyTopicGivesWayToAnotherWhereButOneIsRemembered() {
        DecisionCache cache = new DecisionCache();
        int question = DecisionCache.question(Action.PUBLISH, 0, false);
        Duration ttl = Duration.ofSeconds(1);
        cache.put("a", question, true, 1, 1, 0, 1);

        cache.put("b", question, true, 1, 1, 0, 1);

        assertThat(cache.list(1, 0, ttl)).extracting(CachedDecision::topic).containsExactly("b");
    }

    @Test
    void whatIsExcludedIsAskedEachTime() {
        ClientAuthorization client = started(cache(true, 32, Duration.ofMinutes(1), "a/#"));

        publishes(client, "a/b");
        assertThat(verdict(client, "a/b").reusable()).isFalse();

        assertThat(source.asked).hasValue(2);
    }

    @Test
    void withoutACacheEachQuestionIsAsked() {
        ClientAuthorization client = started(cache(false, 32, Duration.ofMinutes(1)));

        publishes(client, "a");
        assertThat(verdict(client, "a").reusable()).isFalse();

        assertThat(source.asked).hasValue(2);
    }

    @Test
    void aFailureIsNotRemembered() {
        AtomicInteger asked = new AtomicInteger();
        chain.close();
        chain = Sources.of("s0");
        chain.add(version(1), new Factory("s0", new Scripted(_ -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("the first time");
            }
            return CompletableFuture.completedFuture(Authorization.allow());
        })));
        chain.start();
        ClientAuthorization client = client(chain);

        assertThat(publishes(client, "a")).isFalse();
        assertThat(publishes(client, "a")).isTrue();
    }

    // Cleaned at once

    @Test
    void aChangeOfASourcesRulesCleansAllCaches() {
        ClientAuthorization client = started(Sources.settings("s0"));
        AtomicInteger told = new AtomicInteger();
        chain.onChange(told::incrementAndGet);
        publishes(client, "a");
        long before = client.version();

        requireNonNull(context.get()).changed();
        publishes(client, "a");

        assertThat(client.version()).isNotEqualTo(before);
        assertThat(source.asked).hasValue(2);
        assertThat(told).hasValue(1);
    }

    @Test
    void anAdministratorCleansAllOrOne() {
        ClientAuthorization client = started(Sources.settings("s0"));
        ClientAuthorization other = client(chain, "other", false);
        publishes(client, "a");
        publishes(other, "a");

        assertThat(chain.cleanCache("client")).isTrue();
        publishes(client, "a");
        publishes(other, "a");
        assertThat(source.asked).hasValue(3);

        chain.cleanCaches();
        publishes(client, "a");
        publishes(other, "a");
        assertThat(source.asked).hasValue(5);
        assertThat(chain.cleanCache("nobody")).isFalse();
    }

    @Test
    void anotherSourceCleansAllCaches() throws SourceException {
        ClientAuthorization client = started(Sources.settings("s0"));
        publishes(client, "a");
        Scripted denies = Scripted.answering(Authorization.deny());
        chain.add(version(1, 8), new Factory("s1", denies));

        PreparedChange change = chain.prepare(Sources.settings("s1", "s0"));
        assertThat(publishes(client, "a")).isTrue();
        change.commit();

        assertThat(publishes(client, "a")).isFalse();
        assertThat(source.closed).hasValue(0);
    }

    @Test
    void aSourceThatGoesIsClosedAndNotAskedAnyMore() throws SourceException {
        ClientAuthorization client = started(Sources.settings("s0"));
        publishes(client, "a");

        chain.prepare(Sources.settings()).commit();

        assertThat(publishes(client, "a")).isFalse();
        await().until(() -> source.closed.get() == 1);
    }

    @Test
    void aSourceThatCannotStartLeavesEverythingAsItWas() {
        ClientAuthorization client = started(Sources.settings("s0"));

        assertThatThrownBy(() -> chain.prepare(Sources.settings("s0", "mysql")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no bundle brings the type mysql; installed are s0");
        assertThat(publishes(client, "a")).isTrue();
        assertThat(chain.sources()).hasSize(1);
    }

    @Test
    void otherSettingsOfASourceMakeAnotherOneBeforeTheFirstGoes() throws SourceException {
        ClientAuthorization client = started(Sources.settings("s0"));

        chain.prepare(Sources.settings(List.of(Sources.node(0, "s0", Map.of("note", "other")))))
                .commit();

        assertThat(publishes(client, "a")).isTrue();
        await().until(() -> source.closed.get() == 1);
    }

    @Test
    void aClientThatHasGoneIsForgotten() {
        ClientAuthorization client = started(Sources.settings("s0"));

        client.close();

        assertThat(chain.client("client")).isEmpty();
        assertThat(chain.cached("client")).isEmpty();
    }
}
