package io.caracal.security.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.Merged;
import io.caracal.api.auth.RuleDatabase;
import io.caracal.api.auth.RuleDatabase.Entry;
import io.caracal.api.auth.RuleDatabase.Kind;
import io.caracal.security.users.DiskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRulesTest {
    private static final AclRule A = new AclRule(true, Action.PUBLISH, "a/${clientid}");
    private static final AclRule B = new AclRule(false, Action.ALL, "b \"quoted\" \\ ü/#");
    private static final AclRule FULL = AclRuleParser.parse(Map.of(
            "permission", "deny", "topics", List.of("c", "eq #"), "qos", 1, "retain", false, "ipaddr", "10.0.0.0/8"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void nothingIsOnTheDiskBeforeTheFirstRule() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);

            assertThat(rules.of("c", Optional.of("u")).toCompletableFuture()).isCompletedWithValue(List.of());
            assertThat(Files.exists(folder.resolve("rules.db"))).isFalse();
        }
    }

    @Test
    void rulesOfTheClientComeBeforeThoseOfItsUserAndThoseOfAll() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);
            now(rules.put(Kind.ALL, new Entry("", List.of(FULL))));
            now(rules.put(Kind.USERNAME, new Entry("u", List.of(B))));
            now(rules.put(Kind.CLIENTID, new Entry("c", List.of(A))));

            assertThat(now(rules.of("c", Optional.of("u")))).containsExactly(A, B, FULL);
            assertThat(now(rules.of("other", Optional.empty()))).containsExactly(FULL);
        }
    }

    @Test
    void rulesOutliveTheBroker() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            now(new DiskRules(store).put(Kind.USERNAME, new Entry("kay", List.of(A, B, FULL))));
        }
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            assertThat(now(new DiskRules(store).find(Kind.USERNAME, "kay"))
                            .orElseThrow()
                            .rules())
                    .containsExactly(A, B, FULL);
        }
    }

    @Test
    void ownersAreAddedAllOrNone() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);
            assertThat(now(rules.add(Kind.USERNAME, List.of(new Entry("kay", List.of(A))))))
                    .isEmpty();

            Optional<String> present =
                    now(rules.add(Kind.USERNAME, List.of(new Entry("jo", List.of(A)), new Entry("kay", List.of(B)))));

            assertThat(present).contains("kay");
            assertThat(now(rules.list(Kind.USERNAME, "", 1, 10)).entries())
                    .containsExactly(new Entry("kay", List.of(A)));
        }
    }

    @Test
    void pagesAreInOrderAndCounted() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);
            for (String name : List.of("pump-2", "pump-1", "fan", "pump-3")) {
                now(rules.put(Kind.CLIENTID, new Entry(name, List.of(A))));
            }

            var second = now(rules.list(Kind.CLIENTID, "pump", 2, 2));

            assertThat(second.count()).isEqualTo(3);
            assertThat(second.entries()).extracting(Entry::name).containsExactly("pump-3");
        }
    }

    @Test
    void eachChangeIsToldWhenItIsDone() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);
            AtomicInteger told = new AtomicInteger();
            rules.onChange(told::incrementAndGet);

            now(rules.put(Kind.ALL, new Entry("", List.of(A))));
            assertThat(now(rules.remove(Kind.ALL, ""))).isTrue();
            now(rules.clear());

            assertThat(told).hasValue(3);
        }
    }

    @Test
    void rulesOfAllKindsAreVisitedAndMerged() {
        try (DiskStore store = new DiskStore(folder.resolve("rules.db"))) {
            DiskRules rules = new DiskRules(store);
            now(rules.put(Kind.CLIENTID, new Entry("c", List.of(A))));
            List<RuleDatabase.Owned> wanted = List.of(
                    new RuleDatabase.Owned(Kind.CLIENTID, new Entry("c", List.of(B))),
                    new RuleDatabase.Owned(Kind.ALL, new Entry("", List.of(FULL))));

            Merged dry = now(rules.merge(wanted::iterator, true));
            Merged merged = now(rules.merge(wanted::iterator, false));

            assertThat(dry).isEqualTo(new Merged(1, 1, 0));
            assertThat(merged).isEqualTo(dry);
            List<RuleDatabase.Owned> found = new ArrayList<>();
            now(rules.forEach(found::add));
            assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }
}
