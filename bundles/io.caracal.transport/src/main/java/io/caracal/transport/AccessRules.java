package io.caracal.transport;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may connect, by address. The first rule that fits decides; who fits none may. */
final class AccessRules {
    private static final String ALL = "all";

    private final List<Rule> rules;
    private final boolean open;

    private AccessRules(List<Rule> rules) {
        this.rules = rules;
        this.open = rules.stream().allMatch(Rule::allows);
    }

    /** @param network null for all addresses */
    private record Rule(boolean allows, @Nullable Network network) {}

    private record Network(byte[] address, int prefix) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = prefix / 8;
            int rest = prefix % 8;
            return Arrays.equals(other, 0, whole, address, 0, whole)
                    && (rest == 0 || (other[whole] ^ address[whole]) >> 8 - rest == 0);
        }
    }

    /**
     * Reads rules such as {@code allow 10.0.0.0/8}, {@code deny 192.0.2.7}, {@code deny all}.
     *
     * @throws IllegalArgumentException naming the rule that cannot be one
     */
    static AccessRules parse(List<String> texts) {
        return new AccessRules(texts.stream().map(AccessRules::rule).toList());
    }

    private static Rule rule(String text) {
        String[] words = text.strip().split("\\s+", -1);
        String verb = words[0].toLowerCase(Locale.ROOT);
        if (words.length != 2 || !(verb.equals("allow") || verb.equals("deny"))) {
            throw unreadable(text, null);
        }
        boolean all = words[1].equalsIgnoreCase(ALL);
        return new Rule(verb.equals("allow"), all ? null : network(words[1], text));
    }

    private static Network network(String network, String text) {
        int slash = network.indexOf('/');
        try {
            byte[] address = plain(InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                    .getAddress());
            int prefix = slash < 0 ? address.length * 8 : Integer.parseInt(network.substring(slash + 1));
            if (prefix >= 0 && prefix <= address.length * 8) {
                return new Network(address, prefix);
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "access_rules: \"" + text
                        + "\" is no rule; expected \"allow\" or \"deny\" with an address, a network such as 10.1.0.0/16 or "
                        + "2001:db8::/32, or \"all\"",
                cause);
    }

    /** Whether nothing is forbidden to anybody, so that nobody's address need be known. */
    boolean open() {
        return open;
    }

    /** Whether a client with that address may connect. */
    boolean allows(InetAddress address) {
        byte[] bytes = plain(address.getAddress());
        for (Rule rule : rules) {
            if (rule.network == null || rule.network.contains(bytes)) {
                return rule.allows;
            }
        }
        return true;
    }

    /** An IPv4 address that came in by an IPv6 socket is still one. */
    private static byte[] plain(byte[] address) {
        boolean mapped = address.length == 16 && address[10] == -1 && address[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = address[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
