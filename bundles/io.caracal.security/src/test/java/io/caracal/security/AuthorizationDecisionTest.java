package io.caracal.security;

import static io.caracal.security.Chains.version;
import static io.caracal.security.Sources.client;
import static io.caracal.security.Sources.publishes;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import io.caracal.api.auth.AuthenticationMonitor.Status;
import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationAdministration.Explanation;
import io.caracal.api.auth.AuthorizationAdministration.KnownClient;
import io.caracal.api.auth.AuthorizationAdministration.Outcome;
import io.caracal.api.auth.AuthorizationAdministration.Question;
import io.caracal.api.auth.AuthorizationAdministration.Step;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.Authorizer;
import io.caracal.security.Sources.Factory;
import io.caracal.security.Sources.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizationDecisionTest {
    private static final Authorizer ALLOWS = Scripted.answering(new Authorization.Allow("rule a"));
    private static final Authorizer DENIES = Scripted.answering(new Authorization.Deny("rule d"));
    private static final Authorizer NEXT = Scripted.answering(Authorization.next());

    private DynamicAuthorization chain = Sources.of();

    @AfterEach
    void close() {
        chain.close();
    }

    private ClientAuthorization started(DynamicAuthorization of, Authorizer... authorizers) {
        chain.close();
        chain = of;
        for (int i = 0; i < authorizers.length; i++) {
            chain.add(version(1, 10 + i), new Factory("s" + i, authorizers[i]));
        }
        chain.start();
        return client(chain);
    }

    @Test
    void theFirstSourceThatAllowsOrDeniesDecides() {
        assertThat(publishes(started(Sources.of("s0", "s1", "s2"), NEXT, ALLOWS, DENIES), "a"))
                .isTrue();
        assertThat(publishes(started(Sources.of("s0", "s1", "s2"), NEXT, DENIES, ALLOWS), "a"))
                .isFalse();
    }

    @Test
    void whatNoSourceIsAboutIsDenied() {
        assertThat(publishes(started(Sources.of("s0"), NEXT), "a")).isFalse();
        assertThat(publishes(started(Sources.of()), "a")).isFalse();
    }

    @Test
    void aSuperuserMayDoEverythingUnasked() {
        Scripted source = Scripted.answering(Authorization.deny());
        started(Sources.of("s0"), source);

        assertThat(publishes(client(chain, "root", true), "a")).isTrue();
        assertThat(source.asked).hasValue(0);
    }

    @Test
    void theClientsOwnRulesComeFirst() {
        started(Sources.of("s0"), ALLOWS);
        ClientAuthorization client = client(chain, new AclRule(false, Action.ALL, "mine"));

        assertThat(publishes(client, "mine")).isFalse();
        assertThat(publishes(client, "other")).isTrue();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("throws", _ -> {
                    throw new IllegalStateException("broken");
                }),
                failure("throws an error", _ -> {
                    throw new NoClassDefFoundError("gone");
                }),
                failure("returns null", _ -> null),
                failure("answers null", _ -> CompletableFuture.completedFuture(null)),
                failure("fails", _ -> CompletableFuture.failedFuture(new IllegalArgumentException("no rule"))),
                failure("is silent", _ -> new CompletableFuture<>()));
    }

    private static Arguments failure(
            String what, Function<AuthorizationRequest, @Nullable CompletionStage<Authorization>> decision) {
        return Arguments.of(what, decision);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aSourceThatGivesNoDecisionDenies(
            String what, Function<AuthorizationRequest, CompletionStage<Authorization>> decision) {
        ClientAuthorization client = started(
                Sources.of(Sources.settings(
                        Duration.ofMillis(150),
                        new AuthorizationCacheSettings(true, 32, Duration.ofMinutes(1), List.of()),
                        "s0",
                        "s1")),
                new Scripted(decision),
                ALLOWS);

        assertThat(publishes(client, "a")).as(what).isFalse();
        assertThat(chain.sources().getFirst().counters().error()).isEqualTo(1);
    }

    @Test
    void aSourceWhoseTypeIsNotInstalledDenies() {
        chain.close();
        chain = Sources.of("s9", "s0");
        chain.add(version(1), new Factory("s0", ALLOWS));
        chain.start();

        assertThat(publishes(client(chain), "a")).isFalse();
        assertThat(chain.sources().getFirst().status()).isEqualTo(Status.NOT_INSTALLED);
    }

    @Test
    void aSourceIsServedAsLongAsItsBundleIsThere() {
        chain.close();
        chain = Sources.of("s0");
        chain.start();
        ClientAuthorization client = client(chain);
        assertThat(publishes(client, "a")).isFalse();

        Scripted source = Scripted.answering(Authorization.allow());
        chain.add(version(1, 7), new Factory("s0", source));
        assertThat(publishes(client, "a")).isTrue();

        chain.remove(7);
        assertThat(publishes(client, "a")).isFalse();
        assertThat(source.closed).hasValue(1);
    }

    // Why

    @Test
    void theExplanationNamesTheRuleAndTheStepsBeforeIt() {
        started(Sources.of("s0", "s1", "s2"), NEXT, DENIES, ALLOWS);

        Explanation why = why(new AclRule(true, Action.ALL, "other"));

        assertThat(why.allowed()).isFalse();
        assertThat(why.decidedBy()).isEqualTo("s1");
        assertThat(why.rule()).isEqualTo("rule d");
        assertThat(why.steps().stream().map(Step::by)).containsExactly("client_acl", "s0", "s1");
        assertThat(why.steps().stream().map(Step::outcome))
                .containsExactly(Outcome.NOMATCH, Outcome.NOMATCH, Outcome.DENY);
        assertThat(chain.sources().getFirst().counters().nomatch())
                .as("counted")
                .isZero();
    }

    @Test
    void theExplanationTellsWhatWentWrong() {
        started(Sources.of("s0"), new Scripted(_ -> {
            throw new IllegalStateException("the server burns");
        }));

        Explanation why = why();

        assertThat(why.allowed()).isFalse();
        assertThat(why.steps().getLast().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(why.rule()).contains("the server burns");
    }

    @Test
    void theExplanationTellsThatNothingWasAboutIt() {
        started(Sources.of("s0"), NEXT);

        assertThat(why().decidedBy()).isEqualTo("no_match");
    }

    private Explanation why(AclRule... acl) {
        KnownClient client = new KnownClient(client(chain).facts(), false, List.of(acl));
        return chain.explain(new Question(client, AuthorizationRequest.Action.PUBLISH, "a", 0, false))
                .join();
    }
}
