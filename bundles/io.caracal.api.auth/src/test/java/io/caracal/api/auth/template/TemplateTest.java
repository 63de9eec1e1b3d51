package io.caracal.api.auth.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final ClientFacts PUMP = new ClientFacts(
            "pump7",
            Optional.of("kay"),
            Optional.of("sec'ret".getBytes(StandardCharsets.UTF_8)),
            new InetSocketAddress("192.0.2.1", 50_000),
            "tcp:default",
            "plant",
            Optional.of("CN=pump7,O=Example"),
            Optional.of("pump7"),
            Optional.of("TLSv1.3"),
            Map.of("site", "north"));

    @Test
    void everyPlaceholderTakesItsFact() {
        String text = Template.parse("${username} ${clientid} ${password} ${peerhost} ${peerport} ${cert_subject} "
                        + "${cert_common_name} ${tls_version} ${zone} ${listener} ${client_attrs.site}")
                .render(PUMP);

        assertThat(text)
                .isEqualTo(
                        "kay pump7 sec'ret 192.0.2.1 50000 CN=pump7,O=Example pump7 TLSv1.3 plant tcp:default north");
    }

    @Test
    void whatTheClientDoesNotHaveIsEmpty() {
        ClientFacts bare = ClientFacts.of("c", Optional.empty(), Optional.empty(), PUMP.peer(), "tcp:default");

        String text = Template.parse("[${username}${client_attrs.site}]").render(bare);

        assertThat(text).isEqualTo("[]");
    }

    @Test
    void valuesAreEncodedAsTheTextNeedsIt() {
        String text = Template.parse("/auth/${password}?topic=${topic}", Set.of("topic"))
                .render(
                        name -> name.equals("topic") ? Optional.of("a/b") : PUMP.value(name),
                        value -> value.replace("/", "%2F").replace("'", "%27"));

        assertThat(text).isEqualTo("/auth/sec%27ret?topic=a%2Fb");
    }

    @Test
    void dollarSignCanBeWritten() {
        String text = Template.parse("${$}{username} $5 ${$}").render(PUMP);

        assertThat(text).isEqualTo("${username} $5 $");
    }

    @Test
    void placeholdersAreKnownByName() {
        Set<String> names = Template.parse("${username}/${client_attrs.site}").placeholders();

        assertThat(names).containsExactlyInAnyOrder("username", "client_attrs.site");
    }

    @Test
    void unknownPlaceholderIsRefusedByName() {
        assertThatThrownBy(() -> Template.parse("${usrname}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${usrname}")
                .hasMessageContaining("${username}");
    }

    @Test
    void openPlaceholderIsRefused() {
        assertThatThrownBy(() -> Template.parse("a ${username"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected }");
    }
}
