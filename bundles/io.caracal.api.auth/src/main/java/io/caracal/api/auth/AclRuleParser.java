package io.caracal.api.auth;

import io.caracal.api.auth.AclRule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules from maps, which is what JSON, HOCON and the rows of a table are, and writes them back. The keys:
 *
 * <table>
 * <caption>keys of a rule</caption>
 * <tr><td>{@code permission}</td><td>{@code allow} or {@code deny}; required</td></tr>
 * <tr><td>{@code action}</td><td>{@code publish}, {@code subscribe}, {@code all}; all if absent</td></tr>
 * <tr><td>{@code topic}, {@code topics}</td><td>a text or a list of them; every topic if both are absent</td></tr>
 * <tr><td>{@code qos}</td><td>a number, a list, a text {@code "0,1"}; each if absent or an empty text</td></tr>
 * <tr><td>{@code retain}</td><td>a boolean, 0 or 1, also as text; {@code all} is as if absent</td></tr>
 * <tr><td>{@code ipaddr}, {@code ipaddress}</td><td>an address or network or a list of them, also as text with commas;
 *     every address if absent or an empty text</td></tr>
 * <tr><td>{@code username}, {@code clientid}</td><td>exactly this</td></tr>
 * <tr><td>{@code username_re}, {@code clientid_re}</td><td>regular expressions</td></tr>
 * <tr><td>{@code listener}, {@code zone}</td><td>exactly this</td></tr>
 * </table>
 *
 * Null is as if absent, except for the topic, where it is an error: a rule about nothing in particular is not made by accident.
 */
public final class AclRuleParser {
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "permission",
            "action",
            "topic",
            "topics",
            "qos",
            "retain",
            "ipaddr",
            "ipaddress",
            "username",
            "clientid",
            "username_re",
            "clientid_re",
            "listener",
            "zone"));
    private static final Set<String> SHORT_FORM = Set.of("pub", "sub", "all");

    private final Map<String, ?> fields;

    private AclRuleParser(Map<String, ?> fields) {
        this.fields = fields;
    }

    /**
     * Reads a rule strictly.
     *
     * @throws IllegalArgumentException if a key is unknown or missing or a value cannot be; the message names it
     */
    public static AclRule parse(Map<String, ?> fields) {
        for (String key : fields.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        key + " was given, expected the keys of a rule: " + String.join(", ", KEYS));
            }
        }
        return new AclRuleParser(fields).rule();
    }

    /**
     * Reads a row of a table, column labels in lower case. Columns that are no key of a rule are ignored; so are
     * {@code username} and {@code clientid}, which say whose row it is and by which the query has chosen it. A topic and an action are
     * required.
     *
     * @throws IllegalArgumentException if a column is missing or a value cannot be; the message names it
     */
    public static AclRule parseRow(Map<String, ?> row) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        row.forEach((key, value) -> {
            if (KEYS.contains(key) && !key.equals("username") && !key.equals("clientid")) {
                rule.put(key, value);
            }
        });
        for (String key : List.of("permission", "action", "topic")) {
            if (rule.get(key) == null) {
                throw new IllegalArgumentException(
                        key + ": nothing was given, expected the columns permission, action and topic in each row");
            }
        }
        return new AclRuleParser(rule).rule();
    }

    /**
     * Reads the rules of one client as an HTTP server or a token gives them: a list of rules, or the short form
     * {@code {"pub": ["a/b"], "sub": ["a/#"], "all": []}}, which allows these topics.
     *
     * @throws IllegalArgumentException if a rule cannot be read; the message tells which
     */
    public static List<AclRule> parseAll(@Nullable Object rules) {
        return switch (rules) {
            case null -> List.of();
            case List<?> list -> parseList(list);
            case Map<?, ?> map -> parseShortForm(map);
            default ->
                throw new IllegalArgumentException("acl: a " + rules.getClass().getSimpleName()
                        + " was given, expected a list of rules, or an object with lists of topics pub, sub and all");
        };
    }

    private static List<AclRule> parseList(List<?> list) {
        List<AclRule> rules = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("rule " + (i + 1) + ": expected an object such as"
                        + " {permission = allow, action = publish, topic = \"a/#\"}");
            }
            try {
                rules.add(parse(named(map)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("rule " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(rules);
    }

    private static List<AclRule> parseShortForm(Map<?, ?> map) {
        Map<String, ?> named = named(map);
        if (!SHORT_FORM.containsAll(named.keySet())) {
            throw new IllegalArgumentException(
                    "acl: the keys " + named.keySet() + " were given, expected pub, sub and all with lists of topics");
        }
        List<AclRule> rules = new ArrayList<>();
        named.forEach((key, value) -> {
            List<String> topics = value == null || List.of().equals(value) ? List.of() : texts(key, value, false);
            Action action =
                    switch (key) {
                        case "pub" -> Action.PUBLISH;
                        case "sub" -> Action.SUBSCRIBE;
                        default -> Action.ALL;
                    };
            if (!topics.isEmpty()) {
                rules.add(new AclRule(true, action, topics, Set.of(), Optional.empty(), AclSubject.ALL));
            }
        });
        return List.copyOf(rules);
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    /** The keys and values of a rule, with lists where there can be several values; what is not limited is left out. */
    public static Map<String, Object> toMap(AclRule rule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("permission", rule.allow() ? "allow" : "deny");
        map.put("action", lower(rule.action()));
        AclSubject who = rule.who();
        who.username().ifPresent(text -> map.put("username", text));
        who.clientId().ifPresent(text -> map.put("clientid", text));
        who.usernameRe().ifPresent(text -> map.put("username_re", text));
        who.clientIdRe().ifPresent(text -> map.put("clientid_re", text));
        if (!who.networks().isEmpty()) {
            map.put("ipaddr", who.networks());
        }
        who.listener().ifPresent(text -> map.put("listener", text));
        who.zone().ifPresent(text -> map.put("zone", text));
        if (!rule.topics().isEmpty()) {
            map.put("topics", rule.topics());
        }
        if (!rule.qos().isEmpty()) {
            map.put("qos", List.copyOf(new TreeSet<>(rule.qos())));
        }
        rule.retain().ifPresent(retain -> map.put("retain", retain));
        return map;
    }

    /** A rule as HOCON, on one line. */
    static String text(AclRule rule) {
        return toMap(rule).entrySet().stream()
                .map(entry -> entry.getKey() + " = " + text(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(AclRuleParser::text).collect(Collectors.joining(", ", "[", "]"));
            case String text when text.matches("[a-z]+") -> text;
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> value.toString();
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    // One rule

    private AclRule rule() {
        return new AclRule(allow(), action(), topics(), qos(), retain(), who());
    }

    private boolean allow() {
        return switch (word("permission").orElse("")) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw unexpected("permission", "allow or deny");
        };
    }

    private Action action() {
        return switch (word("action").orElse("all")) {
            case "publish" -> Action.PUBLISH;
            case "subscribe" -> Action.SUBSCRIBE;
            case "all" -> Action.ALL;
            default -> throw unexpected("action", "publish, subscribe or all");
        };
    }

    private List<String> topics() {
        List<String> topics = new ArrayList<>();
        for (String key : List.of("topic", "topics")) {
            if (fields.containsKey(key)) {
                Object value = fields.get(key);
                List<String> given = value == null ? List.of() : texts(key, value, false);
                if (given.isEmpty()) {
                    throw unexpected(key, "a topic filter or a list of them; leave the key out for every topic");
                }
                topics.addAll(given);
            }
        }
        return topics;
    }

    private Set<Integer> qos() {
        Set<Integer> qos = new LinkedHashSet<>();
        for (String text : several("qos")) {
            if (text.equalsIgnoreCase("all")) {
                return Set.of();
            }
            if (!text.matches("[012]")) {
                throw unexpected("qos", "0, 1, 2 or a list of them");
            }
            qos.add(Integer.parseInt(text));
        }
        return qos;
    }

    private Optional<Boolean> retain() {
        return switch (word("retain").orElse("all")) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            case "all" -> Optional.empty();
            default -> throw unexpected("retain", "true, false or all");
        };
    }

    private AclSubject who() {
        List<String> networks = new ArrayList<>(several("ipaddr"));
        networks.addAll(several("ipaddress"));
        return new AclSubject(
                one("username"),
                one("clientid"),
                one("username_re"),
                one("clientid_re"),
                networks,
                one("listener"),
                one("zone"));
    }

    private Optional<String> one(String key) {
        Object value = fields.get(key);
        return switch (value) {
            case null -> Optional.empty();
            case String text when !text.isEmpty() -> Optional.of(text);
            default -> throw unexpected(key, "a text that is not empty");
        };
    }

    /** What is given as boolean, number or text. */
    private Optional<String> word(String key) {
        Object value = fields.get(key);
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(text.strip().toLowerCase(Locale.ROOT));
            case Boolean bool -> Optional.of(bool.toString());
            case Number number -> Optional.of(whole(number));
            default -> throw unexpected(key, "a text");
        };
    }

    private List<String> several(String key) {
        Object value = fields.get(key);
        return value == null ? List.of() : texts(key, value, true);
    }

    private static List<String> texts(String key, Object value, boolean commas) {
        return switch (value) {
            case String text when commas && text.isBlank() -> List.of();
            case String text
            when commas ->
                List.of(text.split(",", -1)).stream().map(String::strip).toList();
            case String text -> List.of(text);
            case Number number when commas -> List.of(whole(number));
            case List<?> list -> {
                List<String> texts = new ArrayList<>();
                if (list.isEmpty()) {
                    throw new IllegalArgumentException(
                            key + ": an empty list was given, expected values; leave the key out for no limit");
                }
                for (Object each : list) {
                    if (!(each instanceof String) && !(commas && each instanceof Number)) {
                        throw new IllegalArgumentException(key + ": " + each + " was given, expected a list of texts");
                    }
                    texts.add(each instanceof Number number ? whole(number) : (String) each);
                }
                yield texts;
            }
            default -> throw new IllegalArgumentException(key + ": " + value + " was given, expected a text or a list");
        };
    }

    private static String whole(Number number) {
        return number.doubleValue() == number.longValue() ? Long.toString(number.longValue()) : number.toString();
    }

    private IllegalArgumentException unexpected(String key, String expected) {
        Object given = fields.get(key);
        return new IllegalArgumentException(
                key + ": " + (given == null ? "nothing" : given) + " was given, expected " + expected);
    }
}
