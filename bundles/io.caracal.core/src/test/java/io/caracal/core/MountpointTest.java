package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountpointTest {
    private static ClientFacts client(String clientId, String username) {
        return ClientFacts.of(
                clientId,
                Optional.ofNullable(username).filter(name -> !name.isEmpty()),
                Optional.empty(),
                new InetSocketAddress("127.0.0.1", 1234),
                "tcp:default");
    }

    private static String topic(String mountpoint, ClientFacts facts) {
        return Objects.requireNonNull(Mountpoint.parse(mountpoint).of(facts)).topic("t");
    }

    @Test
    void standsBeforeTheTopics() {
        assertThat(topic("site/", client("c", ""))).isEqualTo("site/t");
    }

    @Test
    void standsForWholeLevels() {
        assertThat(topic("site", client("c", ""))).isEqualTo("site/t");
    }

    @Test
    void holdsWhatIsKnownOfTheClient() {
        ClientFacts pump = client("pump7", "ann").with(Map.of("tenant", "north/2"));

        assertThat(topic("${client_attrs.tenant}/${username}/${clientid}/", pump))
                .isEqualTo("north/2/ann/pump7/t");
    }

    @Test
    void anEmptyOneIsNone() {
        assertThat(Mountpoint.parse("").of(client("c", ""))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+/", "a/#", "$share/g", "${password}/", "${peerport}", "${nothing}", "${username", "a\u0000b"})
    void whatTopicsCannotBeginWithIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mountpoint.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "#", "a/b", "a+", "\u0000"})
    void aNameThatLeadsToTheTopicsOfOthersIsNotLetIn(String username) {
        Mountpoint mountpoint = Mountpoint.parse("users/${username}/");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> mountpoint.of(client("c", username)))
                .withMessageContaining("${username}");
    }

    @Test
    void filtersGetItBehindTheGroupOfASharedSubscription() {
        Mount mount = new Mount("site/");

        assertThat(mount.filter("a/#")).isEqualTo("site/a/#");
        assertThat(mount.filter("$share/g/a/#")).isEqualTo("$share/g/site/a/#");
        assertThat(mount.filter("$SYS/#")).isEqualTo("site/$SYS/#");
    }

    @Test
    void topicsFromElsewhereAreTheSameForEverybody() {
        Mount mount = new Mount("site/");

        assertThat(mount.known("site/t")).isEqualTo("t");
        assertThat(mount.known("sites/t")).isEqualTo("sites/t");
        assertThat(mount.known("site/")).isEqualTo("site/");
        assertThat(mount.hidden("site/t".getBytes(StandardCharsets.UTF_8))).isEqualTo(5);
        assertThat(mount.hidden("site/".getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(mount.hidden("other/t".getBytes(StandardCharsets.UTF_8))).isZero();
    }
}
