package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFiltersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/",
                "//",
                "a/b",
                "#",
                "+",
                "a/#",
                "/#",
                "+/#",
                "+/+",
                "/+",
                "a/+/b",
                "a/+",
                "+/",
                "$SYS/#",
                "$share",
                "$shared/g/a",
                "$share/g/a",
                "$share/g/#",
                "$share/g/+/b",
                "$share/g//",
                "$share/g /a"
            })
    void acceptsTopicFilters(String filter) {
        assertThat(TopicFilters.valid(filter)).isTrue();
    }

    @ParameterizedTest
    @Spec({"MQTT-4.7.1-1", "3.1.1:MQTT-4.7.1-2"})
    @ValueSource(strings = {"a#", "a/b#", "#/a", "a/#/b", "##", "#+", "a/#/", "$share/g/a#", "$share/g/#/a"})
    void aMultiLevelWildcardIsTheWholeLastLevel(String filter) {
        assertThat(TopicFilters.valid(filter)).isFalse();
    }

    @ParameterizedTest
    @Spec({"MQTT-4.7.1-2", "3.1.1:MQTT-4.7.1-3"})
    @ValueSource(strings = {"a+", "+a", "a/b+/c", "++", "+#", "a/+b", "$share/g/a+"})
    void aSingleLevelWildcardIsAWholeLevel(String filter) {
        assertThat(TopicFilters.valid(filter)).isFalse();
    }

    @Test
    @Spec({"MQTT-4.7.3-1", "MQTT-4.7.3-2", "3.1.1:MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-2"})
    void aFilterIsNotEmptyAndHasNoNullCharacter() {
        assertThat(TopicFilters.valid("")).isFalse();
        assertThat(TopicFilters.valid("a\0b")).isFalse();
    }

    @Test
    @Spec({"MQTT-4.7.3-3", "3.1.1:MQTT-4.7.3-3"})
    void aFilterHasAtMost65535Bytes() {
        assertThat(TopicFilters.valid("a".repeat(65_535))).isTrue();
        assertThat(TopicFilters.valid("a".repeat(65_536))).isFalse();
    }

    @ParameterizedTest
    @Spec("MQTT-4.8.2-1")
    @ValueSource(strings = {"$share/", "$share//", "$share//a"})
    void aSharedFilterNamesAGroup(String filter) {
        assertThat(TopicFilters.valid(filter)).isFalse();
    }

    @ParameterizedTest
    @Spec("MQTT-4.8.2-2")
    @ValueSource(strings = {"$share/g", "$share/g/", "$share/g+/a", "$share/#/a", "$share/+/a", "$share/g#g/a"})
    void aGroupHasNoWildcardAndIsFollowedByAFilter(String filter) {
        assertThat(TopicFilters.valid(filter)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"$share/g/a/b,g,a/b", "$share/group one/#,group one,#", "$share/g//,g,/"})
    void takesASharedFilterApart(String filter, String group, String rest) {
        assertThat(TopicFilters.shared(filter)).isTrue();
        assertThat(TopicFilters.group(filter)).isEqualTo(group);
        assertThat(TopicFilters.filterOf(filter)).isEqualTo(rest);
    }

    @Test
    void aFilterThatIsNotSharedHasNoGroup() {
        assertThat(TopicFilters.shared("$shared/g/a")).isFalse();
        assertThat(TopicFilters.filterOf("a/b")).isEqualTo("a/b");
        assertThatIllegalArgumentException().isThrownBy(() -> TopicFilters.group("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicFilters.filterOf("$share/g"));
    }

    @ParameterizedTest
    @CsvSource({"a/b,false", "a/+,true", "'#',true", "$share/g/a,false", "$share/g/+,true"})
    void knowsWildcards(String filter, boolean wildcard) {
        assertThat(TopicFilters.hasWildcard(filter)).isEqualTo(wildcard);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,a/b",
        "a/+,a/b",
        "a/+,a/",
        "+/b,/b",
        "+/+,/finance",
        "/+,/finance",
        "'#',a/b",
        "a/#,a",
        "a/#,a/b/c",
        "a/#,a/",
        "a/+/#,a/b",
        "+,a",
        "$SYS/#,$SYS/x",
        "$SYS/+,$SYS/x",
        "$share/g/a/+,a/b",
        "a/$x/+,a/$x/b"
    })
    void matches(String filter, String topic) {
        assertThat(TopicFilters.matches(filter, topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a,b",
        "a/b,a",
        "a,a/b",
        "a/+,a",
        "a/+,a/b/c",
        "+,/finance",
        "a/#,ab",
        "/a,a",
        "a/,a",
        "a,A",
        "+,a/b",
        "a/b/#,a"
    })
    void doesNotMatch(String filter, String topic) {
        assertThat(TopicFilters.matches(filter, topic)).isFalse();
    }

    @ParameterizedTest
    @Spec({"MQTT-4.7.2-1", "3.1.1:MQTT-4.7.2-1"})
    @CsvSource({"'#',$SYS", "'#',$SYS/x", "+/x,$SYS/x", "+,$a", "$share/g/#,$SYS/x"})
    void aLeadingWildcardDoesNotMatchADollarTopic(String filter, String topic) {
        assertThat(TopicFilters.matches(filter, topic)).isFalse();
    }

    @Test
    @Spec({"MQTT-4.7.3-4", "3.1.1:MQTT-4.7.3-4"})
    void matchingNormalizesNothing() {
        assertThat(TopicFilters.matches("\u00e4", "a\u0308")).isFalse();
    }
}
