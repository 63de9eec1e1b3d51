package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceTest {
    @Test
    void everySubscriberWhoseFilterMatchesGetsTheMessage() {
        Audience audience = new Audience(List.of("a/1", "a/1", "a/+", "#", "b/1"));

        assertThat(audience.of("a/1")).isEqualTo(4);
        assertThat(audience.of("c")).isEqualTo(1);
    }

    @Test
    void oneOfEachGroupGetsTheMessage() {
        Audience audience = new Audience(List.of("$share/g/a/+", "$share/g/a/+", "$share/h/a/+", "a/1"));

        assertThat(audience.of("a/1")).isEqualTo(3);
    }
}
