package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import io.caracal.config.settings.Problems;
import io.caracal.config.settings.Secrets;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.tree.RequestText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what a request means, and refuses what is not valid or not permitted. Changes nothing. */
final class Planner {
    private final SectionTrees trees;
    private final Validation validation;
    private final SettingsBinder binder;

    Planner(Sections sections, Owners owners, SettingsBinder binder) {
        this.binder = binder;
        this.trees = new SectionTrees(sections, owners, binder);
        this.validation = new Validation(sections, binder);
    }

    /** Settings that are no change. */
    SettingsNode node(State state, String path, String text) throws SettingsException {
        GivenChange given = GivenChange.read(
                new ChangeRequest(path, text, ChangeRequest.Mode.MERGE, ChangeConditions.of("", "")),
                trees.all(state, Secrets.MASKED),
                state);
        ConfigValue value = given.tree();
        for (String key : given.path()) {
            value = value instanceof ConfigObject object ? object.get(key) : null;
        }
        if (!(value instanceof ConfigObject tree)) {
            throw new SettingsException(
                    List.of(new SettingsException.Problem(path, RequestText.ORIGIN, "a list", "a section { … }", "")));
        }
        return binder.node(tree, path);
    }

    /** A change of values. */
    Plan change(State before, ChangeRequest request) throws SettingsException, PinnedKeysException {
        GivenChange given = GivenChange.read(request, trees.all(before, Secrets.MASKED), before);
        State cleared = before.withOverrides(given.cleared(before.overrides()));
        // As if the change could overrule everything: so all of it is checked, also what turns out to be pinned.
        State wished = new State(given.tree().withFallback(cleared.merged()), Trees.EMPTY);
        Problems problems = new Problems();
        validation.checkKnown(given.tree(), wished, problems);
        validation.check(given.tree().keySet(), wished, problems);
        problems.throwIfAny();

        List<TreeDiff.Leaf> wishes = differences(given.tree().keySet(), cleared, wished);
        NewOverrides overrides = new NewOverrides(given.tree(), cleared);
        wishes.forEach(overrides::take);
        List<KeyOrigin> pins = overrides.pins();
        if (!pins.isEmpty()) {
            throw new PinnedKeysException(pins);
        }
        State after = cleared.withOverrides(overrides.result());
        return plan(Operation.CHANGE, OptionalLong.empty(), before, removeDefaults(after, wished, overrides));
    }

    /** An entry that is there by default comes back when it is merely not set; to be gone it has to be set to null. */
    private State removeDefaults(State after, State wished, NewOverrides overrides) {
        ConfigObject kept = after.overrides();
        for (List<String> path : overrides.removed()) {
            String section = path.getFirst();
            boolean stays = Trees.contains(tree(section, after), path.subList(1, path.size()));
            boolean unwanted = !Trees.contains(tree(section, wished), path.subList(1, path.size()));
            kept = stays && unwanted ? Trees.with(kept, path, NewOverrides.NULL) : kept;
        }
        return after.withOverrides(kept);
    }

    /** All run-time changes of a section are taken back. */
    Plan reset(State before, String section) throws SettingsException {
        if (validation.existing(section, before).isEmpty()) {
            Problems problems = new Problems();
            validation.reportUnknown(section, problems);
            problems.throwIfAny();
        }
        State after = before.withOverrides(before.overrides().withoutKey(section));
        return plan(Operation.RESET, OptionalLong.empty(), before, after);
    }

    /** The run-time changes become what they were before another change. */
    Plan undo(State before, ConfigObject overrides, long change) throws SettingsException {
        return plan(Operation.UNDO, OptionalLong.of(change), before, before.withOverrides(overrides));
    }

    /** The file says something else. */
    Plan reload(State before, ConfigObject base) throws SettingsException {
        State after = before.withBase(base);
        Problems problems = new Problems();
        validation.checkKnown(base, after, problems);
        check(before, after, problems);
        return plan(Operation.RELOAD, OptionalLong.empty(), before, after);
    }

    private Plan plan(Operation operation, OptionalLong undoes, State before, State after) throws SettingsException {
        check(before, after, new Problems());
        Set<String> sections = differing(before, after);
        List<TreeDiff.Leaf> leaves = differences(sections, before, after);
        return new Plan(operation, undoes, before, after, sections, leaves, warnings(before, after));
    }

    private void check(State before, State after, Problems problems) throws SettingsException {
        validation.check(differing(before, after), after, problems);
        problems.throwIfAny();
    }

    /** Also those whose values are only written in another way, or refer to a secret that was changed where it lies. */
    private Set<String> differing(State before, State after) {
        Set<String> differing = new TreeSet<>(trees.paths(before));
        differing.addAll(trees.paths(after));
        differing.removeIf(path -> Objects.equals(before.section(path), after.section(path)));
        return differing;
    }

    private List<TreeDiff.Leaf> differences(Collection<String> sections, State before, State after) {
        List<TreeDiff.Leaf> leaves = new ArrayList<>();
        for (String section : new TreeSet<>(sections)) {
            leaves.addAll(TreeDiff.between(List.of(section), tree(section, before), tree(section, after)));
        }
        return leaves;
    }

    private @Nullable Object tree(String section, State state) {
        return trees.tree(section, state, Secrets.COMPARABLE);
    }

    /** Run-time changes that the file has come to overrule. */
    private static List<String> warnings(State before, State after) {
        Map<String, String> warnings = new LinkedHashMap<>();
        for (KeyOrigin pin : OverruledKeys.of(after)) {
            warnings.put(
                    pin.path(),
                    pin.path() + " was changed at run time, but " + pin.place()
                            + " sets it now and counts more; the run-time value takes effect again when it is gone there");
        }
        OverruledKeys.of(before).forEach(known -> warnings.remove(known.path()));
        return List.copyOf(warnings.values());
    }
}
