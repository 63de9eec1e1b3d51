package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.1.2.4, false",
        "10.9.255.1, true",
        "192.0.2.1, false",
        "2001:db8:7::1, true",
        "2001:db9::1, false"
    })
    void theFirstRuleThatFitsDecides(String address, boolean allowed) {
        AccessRules rules = AccessRules.parse(
                List.of("allow 10.1.2.3", "deny 10.1.2.0/24", "allow 10.0.0.0/8", "Allow 2001:db8::/33", "deny all"));

        assertThat(rules.allows(InetAddress.ofLiteral(address))).isEqualTo(allowed);
    }

    @Test
    void whoeverFitsNoRuleIsLetIn() {
        AccessRules rules = AccessRules.parse(List.of("deny 192.0.2.0/24"));

        assertThat(rules.allows(InetAddress.ofLiteral("198.51.100.1"))).isTrue();
    }

    @Test
    void anIpv4AddressBehindAnIpv6SocketIsStillOne() throws UnknownHostException {
        AccessRules rules = AccessRules.parse(List.of("deny 192.0.2.0/24"));
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 9};

        assertThat(rules.allows(java.net.Inet6Address.getByAddress("client", mapped, -1)))
                .isFalse();
    }

    @Test
    void rulesThatOnlyAllowNeedNoAddress() {
        assertThat(AccessRules.parse(List.of("allow all")).open()).isTrue();
        assertThat(AccessRules.parse(List.of("allow 10.0.0.0/8", "deny all")).open())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "allow", "permit all", "allow 10.0.0.0/33", "deny example.org", "deny 1.2.3.4 5.6.7.8"})
    void whatIsNoRuleIsNamed(String text) {
        assertThatThrownBy(() -> AccessRules.parse(List.of(text)))
                .hasMessageContaining("access_rules: \"" + text + "\" is no rule; expected");
    }
}
