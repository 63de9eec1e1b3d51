package io.caracal.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AclRule.Action;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclRulesTest {
    private static final ClientFacts PUMP = facts("pump-7", "kay", "10.1.2.3");

    @ParameterizedTest
    @CsvSource({
        "a/b,    a/b,     true",
        "a/b,    a/c,     false",
        "a/+,    a/b,     true",
        "a/+,    a/b/c,   false",
        "a/+/c,  a/b/c,   true",
        "a/#,    a,       true",
        "a/#,    a/b/c,   true",
        "#,      a/b,     true",
        "+,      a,       true",
        "+,      a/b,     false",
        "#,      $SYS/a,  false",
        "+/a,    $SYS/a,  false",
        "$SYS/#, $SYS/a,  true",
        "eq a/b, a/b,     true",
        "eq a/+, a/b,     false",
    })
    void aTopicIsPublishedToIfTheFilterOfTheRuleMatches(String topic, String published, boolean fits) {
        assertThat(fits(new AclRule(true, Action.PUBLISH, topic), publish(published)))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,    a/b,     true",
        "a/+,    a/b,     true",
        "a/+,    a/+,     true",
        "a/b,    a/+,     false",
        "a/+,    a/#,     false",
        "a/#,    a/#,     true",
        "a/#,    a/+/c,   true",
        "a/#,    a,       true",
        "a/#,    #,       false",
        "a/#,    +/b,     false",
        "+/b,    a/b,     true",
        "+/+,    #,       false",
        "#,      #,       true",
        "#,      a/#,     true",
        "#,      $SYS/#,  false",
        "eq a/#, a/#,     true",
        "eq a/#, a/b,     false",
    })
    void aFilterIsAllowedIfTheFilterOfTheRuleCoversIt(String topic, String filter, boolean fits) {
        assertThat(fits(new AclRule(true, Action.SUBSCRIBE, topic), subscribe(filter)))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "secret/key, secret/key, true",
        "secret/key, secret/+,   true",
        "secret/key, secret/#,   true",
        "secret/key, #,          true",
        "secret/key, +/key,      true",
        "secret/key, +,          false",
        "secret/key, secret/+/a, false",
        "secret/key, public/#,   false",
        "secret/#,   secret,     true",
        "secret/#,   +/a,        true",
        "secret/#,   +,          true",
        "secret/#,   public/+,   false",
        "+/key,      secret/#,   true",
        "a/b,        a/b/#,      true",
        "a,          a/b/#,      false",
        "$SYS/#,     #,          false",
        "$SYS/#,     $SYS/+/a,   true",
        "eq #,       #,          true",
        "eq #,       a/#,        false",
    })
    void aFilterIsDeniedIfItOverlapsWithTheFilterOfTheRule(String topic, String filter, boolean fits) {
        assertThat(fits(new AclRule(false, Action.SUBSCRIBE, topic), subscribe(filter)))
                .isEqualTo(fits);
    }

    @Test
    void theFirstRuleThatFitsDecidesAndTellsItsText() {
        AclRules rules = AclRules.of(
                List.of(new AclRule(false, Action.PUBLISH, "a/secret"), new AclRule(true, Action.ALL, "a/+")));

        assertThat(rules.decide(publish("a/secret")))
                .isEqualTo(new Authorization.Deny("{permission = deny, action = publish, topics = [\"a/secret\"]}"));
        assertThat(rules.decide(subscribe("a/secret"))).isInstanceOf(Authorization.Allow.class);
        assertThat(rules.decide(publish("b"))).isEqualTo(Authorization.next());
    }

    @Test
    void aRuleWithoutTopicsIsAboutEveryTopic() {
        AclRule all = AclRuleParser.parse(Map.of("permission", "allow"));

        assertThat(fits(all, publish("$other/a"))).isTrue();
        assertThat(fits(all, subscribe("#"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "username = kay,            true",
        "username = jo,             false",
        "clientid = pump-7,         true",
        "clientid = pump,           false",
        "username_re = ^k,          true",
        "username_re = ^a,          false",
        "clientid_re = [0-9]$,      true",
        "clientid_re = ^[0-9],      false",
        "ipaddr = 10.1.0.0/16,      true",
        "ipaddr = 10.2.0.0/16,      false",
        "ipaddr = 10.1.2.3,         true",
        "ipaddr = 10.1.2.0/31,      false",
        "ipaddr = 10.1.2.2/31,      true",
        "ipaddr = ::1,              false",
        "ipaddr = 0.0.0.0/0,        true",
        "listener = tcp:default,    true",
        "listener = ssl:default,    false",
        "zone = default,            true",
        "zone = other,              false",
        "qos = 1,                   true",
        "qos = 0,                   false",
        "'qos = 0,1',               true",
        "retain = true,             false",
        "retain = false,            true",
        "retain = all,              true",
        "action = publish,          true",
        "action = subscribe,        false",
    })
    void whatTheRuleNamesHasToFit(String condition, boolean fits) {
        String[] parts = condition.split(" = ", 2);
        AclRule rule = AclRuleParser.parse(Map.of("permission", "allow", "topic", "a", parts[0], parts[1]));

        assertThat(fits(
                        rule,
                        new AuthorizationRequest(PUMP, false, AuthorizationRequest.Action.PUBLISH, "a", 1, false)))
                .isEqualTo(fits);
    }

    @Test
    void aClientWithoutUserNameFitsNoRuleAboutOne() {
        AclRule rule = AclRuleParser.parse(Map.of("permission", "allow", "username_re", ".*"));
        ClientFacts anonymous = ClientFacts.of("c", Optional.empty(), Optional.empty(), PUMP.peer(), "tcp:default");

        assertThat(fits(rule, publish(anonymous, "a"))).isFalse();
    }

    @Test
    void anExpressionThatTakesTooLongIsAnError() {
        AclRules rules =
                AclRules.of(List.of(AclRuleParser.parse(Map.of("permission", "allow", "clientid_re", "(a+)+$"))));
        ClientFacts evil = facts("a".repeat(5_000) + "!", "kay", "10.1.2.3");

        assertThatThrownBy(() -> rules.decide(publish(evil, "a"))).isInstanceOf(IllegalStateException.class);
    }

    // Placeholders

    @Test
    void aPlaceholderStandsForTheClientsOwn() {
        AclRule own = new AclRule(true, Action.ALL, "users/${username}/${clientid}/#");

        assertThat(fits(own, publish("users/kay/pump-7/a"))).isTrue();
        assertThat(fits(own, subscribe("users/kay/pump-7/#"))).isTrue();
        assertThat(fits(own, publish("users/jo/pump-7/a"))).isFalse();
        assertThat(fits(own, subscribe("users/+/pump-7/#"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"#", "+", "jo/private", "a+b", "''"})
    void whoChoosesItsNameWellIsNotAllowedMore(String name) {
        AclRule own = new AclRule(true, Action.ALL, "users/${username}/#");
        ClientFacts client = facts("c", name, "10.1.2.3");

        List<Boolean> allowed = new ArrayList<>();
        for (String topic : List.of("users/jo/private/a", "users//a", "users/jo/a")) {
            allowed.add(fits(own, publish(client, topic)));
        }
        for (String filter : List.of("users/#", "users/+/a", "users/#/#", "users/jo/private/#")) {
            allowed.add(fits(own, subscribe(client, filter)));
        }

        assertThat(allowed).containsOnly(false);
    }

    @Test
    void aRuleWhosePlaceholderHasNoValueFitsNothing() {
        ClientFacts anonymous = ClientFacts.of("c", Optional.empty(), Optional.empty(), PUMP.peer(), "tcp:default");

        assertThat(fits(new AclRule(true, Action.ALL, "users/${username}/#"), publish(anonymous, "users//a")))
                .isFalse();
        assertThat(fits(new AclRule(true, Action.ALL, "sites/${client_attrs.site}/#"), publish("sites//a")))
                .isFalse();
    }

    @Test
    void anAttributeOfTheClientFillsAPlaceholder() {
        ClientFacts client = PUMP.with(Map.of("site", "north"));

        assertThat(fits(
                        new AclRule(true, Action.ALL, "sites/${client_attrs.site}/#"),
                        publish(client, "sites/north/a")))
                .isTrue();
    }

    private static boolean fits(AclRule rule, AuthorizationRequest request) {
        return !(AclRules.of(List.of(rule)).decide(request) instanceof Authorization.Next);
    }

    private static AuthorizationRequest publish(String topic) {
        return publish(PUMP, topic);
    }

    private static AuthorizationRequest publish(ClientFacts client, String topic) {
        return new AuthorizationRequest(client, false, AuthorizationRequest.Action.PUBLISH, topic, 0, false);
    }

    private static AuthorizationRequest subscribe(String filter) {
        return subscribe(PUMP, filter);
    }

    private static AuthorizationRequest subscribe(ClientFacts client, String filter) {
        return new AuthorizationRequest(client, false, AuthorizationRequest.Action.SUBSCRIBE, filter, 0, false);
    }

    private static ClientFacts facts(String clientId, String username, String address) {
        return ClientFacts.of(
                clientId,
                Optional.of(username),
                Optional.empty(),
                new InetSocketAddress(InetAddress.ofLiteral(address), 4711),
                "tcp:default");
    }
}
