package io.caracal.rest.data;

import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.Merged;
import io.caracal.api.auth.RuleDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the source built_in_database. */
record AuthorizationRulesSection(RuleDatabase rules, JsonMapper mapper) implements DataSection {
    /** The rules of one owner. */
    record Line(RuleDatabase.Kind kind, String name, List<Map<String, Object>> rules) {
        static Line of(RuleDatabase.Owned owned) {
            return new Line(
                    owned.kind(),
                    owned.entry().name(),
                    owned.entry().rules().stream().map(AclRuleParser::toMap).toList());
        }

        RuleDatabase.Owned owned() {
            if (name.isEmpty() != (kind == RuleDatabase.Kind.ALL)) {
                throw new IllegalArgumentException("name: expected a client identifier or user name, and none for all");
            }
            return new RuleDatabase.Owned(
                    kind,
                    new RuleDatabase.Entry(
                            name, rules.stream().map(AclRuleParser::parse).toList()));
        }
    }

    @Override
    public SectionName name() {
        return SectionName.AUTHORIZATION_RULES;
    }

    private Lines<Line> lines() {
        return new Lines<>(Line.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<Line>.Writer writer = lines().writer(out);
        Finished.reading(rules.forEach(owned -> writer.write(Line.of(owned))));
        return writer.end();
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        try (Lines.Open<RuleDatabase.Owned> owned = lines().open(input, Line::owned)) {
            Merged merged = Finished.of(rules.merge(() -> owned, dryRun));
            return new Joined(merged.added(), merged.replaced(), merged.unchanged(), List.of());
        }
    }
}
