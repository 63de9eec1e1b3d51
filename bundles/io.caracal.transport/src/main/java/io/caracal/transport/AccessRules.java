package io.caracal.transport;

import io.caracal.api.auth.AclNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    private record Rule(boolean allows, @Nullable AclNetwork network) {}

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

    private static AclNetwork network(String network, String text) {
        try {
            return AclNetwork.parse(network);
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
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
        InetAddress plain = plain(address);
        for (Rule rule : rules) {
            if (rule.network == null || rule.network.contains(plain)) {
                return rule.allows;
            }
        }
        return true;
    }

    /** An IPv4 address that came in by an IPv6 socket is still one; Java makes it one when it gets the bytes alone. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length", e);
        }
    }
}
