package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {
    private static final AclRule DENY_ALL = new AclRule(false, Action.ALL, "#");

    @ParameterizedTest
    @CsvSource({
        "a/b,   a/b,     true",
        "a/b,   a/c,     false",
        "a/+,   a/b,     true",
        "a/+,   a/b/c,   false",
        "a/+/c, a/b/c,   true",
        "a/#,   a,       true",
        "a/#,   a/b/c,   true",
        "#,     a/b,     true",
        "+,     a,       true",
        "+,     a/b,     false",
        "#,     $SYS/a,  false",
        "$SYS/#, $SYS/a, true",
    })
    void aTopicIsPublishedToIfTheFilterOfTheRuleMatches(String rule, String topic, boolean allowed) {
        AccessList list = only(Action.PUBLISH, rule);

        assertThat(list.mayPublish(topic)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,   a/b,   true",
        "a/+,   a/b,   true",
        "a/+,   a/+,   true",
        "a/b,   a/+,   false",
        "a/+,   a/#,   false",
        "a/#,   a/#,   true",
        "a/#,   a/+/c, true",
        "a/#,   a,     true",
        "a/#,   #,     false",
        "a/#,   +/b,   false",
        "+/b,   +/b,   true",
        "+/b,   a/b,   true",
        "+/+,   #,     false",
        "#,     #,     true",
        "#,     a/#,   true",
    })
    void aFilterIsSubscribedToIfTheFilterOfTheRuleCoversIt(String rule, String filter, boolean allowed) {
        AccessList list = only(Action.SUBSCRIBE, rule);

        assertThat(list.maySubscribe(filter)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "secret/key, secret/key, false",
        "secret/key, secret/+,   false",
        "secret/key, secret/#,   false",
        "secret/key, #,          false",
        "secret/key, +/key,      false",
        "secret/key, +/+,        false",
        "secret/key, +,          true",
        "secret/key, secret/+/a, true",
        "secret/key, public/#,   true",
        "secret/#,   secret,     false",
        "secret/#,   secret/#,   false",
        "secret/#,   +/a,        false",
        "secret/#,   +,          false",
        "secret/#,   +/+/+,      false",
        "secret/#,   public/+,   true",
        "+/key,      secret/#,   false",
        "+/key,      secret/+,   false",
        "+/key,      a/b/+,      true",
        "a/b/c,      a/b/#,      false",
        "a/b,        a/b/#,      false",
        "a,          a/b/#,      true",
    })
    void whatIsDeniedIsNotReadThroughAWiderFilterEither(String denied, String filter, boolean allowed) {
        AccessList list = new AccessList(false, List.of(new AclRule(false, Action.SUBSCRIBE, denied)));

        assertThat(list.maySubscribe(filter)).isEqualTo(allowed);
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        AccessList list = new AccessList(
                false,
                List.of(
                        new AclRule(false, Action.PUBLISH, "a/secret"),
                        new AclRule(true, Action.ALL, "a/+"),
                        DENY_ALL));

        assertThat(list.mayPublish("a/secret")).isFalse();
        assertThat(list.mayPublish("a/b")).isTrue();
        assertThat(list.maySubscribe("a/secret")).isTrue();
        assertThat(list.mayPublish("b/b")).isFalse();
        assertThat(list.maySubscribe("b/#")).isFalse();
    }

    @Test
    void aRuleAboutOneActionSaysNothingAboutTheOther() {
        AccessList list = new AccessList(false, List.of(new AclRule(false, Action.PUBLISH, "#")));

        assertThat(list.mayPublish("a")).isFalse();
        assertThat(list.maySubscribe("a")).isTrue();
    }

    @Test
    void whatNoRuleMatchesIsAllowed() {
        AccessList list = new AccessList(false, List.of(new AclRule(false, Action.ALL, "a")));

        assertThat(list.mayPublish("b")).isTrue();
        assertThat(list.maySubscribe("b/#")).isTrue();
        assertThat(list.unrestricted()).isFalse();
    }

    @Test
    void nothingIsDeniedToASuperuser() {
        AccessList list = new AccessList(true, List.of(DENY_ALL));

        assertThat(list.unrestricted()).isTrue();
        assertThat(list.mayPublish("a")).isTrue();
        assertThat(list.maySubscribe("#")).isTrue();
    }

    @Test
    void withoutRulesEverythingIsAllowed() {
        assertThat(AccessList.EVERYTHING.unrestricted()).isTrue();
        assertThat(AccessList.EVERYTHING.mayPublish("a")).isTrue();
        assertThat(AccessList.EVERYTHING.maySubscribe("#")).isTrue();
    }

    private static AccessList only(Action action, String filter) {
        return new AccessList(
                false, List.of(new AclRule(true, action, filter), DENY_ALL, new AclRule(false, Action.ALL, "$SYS/#")));
    }
}
