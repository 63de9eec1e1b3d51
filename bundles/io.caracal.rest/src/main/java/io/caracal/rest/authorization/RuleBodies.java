package io.caracal.rest.authorization;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.RuleDatabase.Entry;
import io.caracal.api.rest.RestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of the built-in database as they are sent and shown. */
final class RuleBodies {
    private RuleBodies() {}

    /** @param key what names the owner, {@code username} or {@code clientid}; empty for the rules of all */
    static Map<String, Object> show(String key, Entry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (!key.isEmpty()) {
            shown.put(key, entry.name());
        }
        shown.put("rules", entry.rules().stream().map(AclRuleParser::toMap).toList());
        return shown;
    }

    static Entry read(String name, List<Map<String, @Nullable Object>> rules) {
        List<AclRule> read;
        try {
            read = AclRuleParser.parseAll(rules);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("rules: " + e.getMessage());
        }
        return new Entry(name, read);
    }
}
