package io.caracal.config.change;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.config.settings.Problems;
import io.caracal.config.tree.Origins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the stored secrets back where a change holds their mask, because it was read, edited and sent back. A secret is only ever
 * put where it was masked before: in a list, into the element with the same first key (mechanism, name, user_id) that has most
 * in common; where that is not clear it has to be given.
 */
final class MaskedValues {
    private static final String MASK = ConfigurationAdministration.MASK;

    private final Problems problems;

    MaskedValues(Problems problems) {
        this.problems = problems;
    }

    /**
     * The change without masks.
     *
     * @param shown the same place in the tree as administrators see it
     * @param stored the same place in what was set; null if nothing was
     */
    ConfigValue restore(String path, ConfigValue given, @Nullable Object shown, @Nullable ConfigValue stored) {
        return switch (given) {
            case ConfigObject object -> object(path, object, shown, stored);
            case ConfigList list when hasMask(list) -> list(path, list, shown, stored);
            default -> isMask(given) ? secret(path, given, shown, stored) : given;
        };
    }

    private ConfigValue secret(String path, ConfigValue given, @Nullable Object shown, @Nullable ConfigValue stored) {
        if (MASK.equals(shown)) {
            return stored != null && !isContainer(stored)
                    ? stored
                    : ConfigValueFactory.fromAnyRef(null, Origins.DEFAULT);
        }
        problems.add(
                path,
                given.origin(),
                MASK,
                "the value itself, file:/path or env:NAME",
                "there is no stored secret here that the mask could stand for");
        return given;
    }

    private ConfigObject object(String path, ConfigObject given, @Nullable Object shown, @Nullable ConfigValue stored) {
        ConfigObject restored = given;
        for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
            String key = entry.getKey();
            ConfigValue value = restore(
                    path + (path.isEmpty() ? "" : ".") + ConfigUtil.joinPath(key),
                    entry.getValue(),
                    Trees.plain(shown, List.of(key)),
                    stored instanceof ConfigObject section ? section.get(key) : null);
            restored = value == entry.getValue() ? restored : restored.withValue(key, value);
        }
        return restored;
    }

    private ConfigValue list(String path, ConfigList given, @Nullable Object shown, @Nullable ConfigValue stored) {
        List<?> elements = shown instanceof List<?> list ? list : List.of();
        List<ConfigValue> restored = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            OptionalInt same = counterpart(given.get(i), i, elements, elements.size() == given.size());
            boolean known = same.isPresent() && stored instanceof ConfigList list && list.size() == elements.size();
            restored.add(restore(
                    path + "." + i,
                    given.get(i),
                    known ? elements.get(same.getAsInt()) : null,
                    known && stored instanceof ConfigList list ? list.get(same.getAsInt()) : null));
        }
        return ConfigValueFactory.fromIterable(restored).withOrigin(given.origin());
    }

    /** Which of the present elements an element of the change is. */
    private static OptionalInt counterpart(ConfigValue given, int index, List<?> elements, boolean sameSize) {
        if (!(given instanceof ConfigObject object)) {
            return sameSize ? OptionalInt.of(index) : OptionalInt.empty();
        }
        int[] scores =
                elements.stream().mapToInt(element -> inCommon(object, element)).toArray();
        int best = IntStream.of(scores).max().orElse(-1);
        int[] candidates =
                IntStream.range(0, scores.length).filter(i -> scores[i] == best).toArray();
        return best < 0 || candidates.length > 1 ? OptionalInt.empty() : OptionalInt.of(candidates[0]);
    }

    /** How many scalars are the same; -1 if the first key differs, which tells the elements from one another. */
    private static int inCommon(ConfigObject given, @Nullable Object shown) {
        if (!(shown instanceof Map<?, ?> map) || map.isEmpty()) {
            return -1;
        }
        int common = 0;
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            ConfigValue value = given.get(String.valueOf(entry.getKey()));
            boolean same = value != null
                    && !isContainer(value)
                    && String.valueOf(value.unwrapped()).equals(String.valueOf(entry.getValue()));
            if (first && !same) {
                return -1;
            }
            first = false;
            common += same ? 1 : 0;
        }
        return common;
    }

    private static boolean hasMask(ConfigValue value) {
        return switch (value) {
            case ConfigList list -> list.stream().anyMatch(MaskedValues::hasMask);
            case ConfigObject object -> object.values().stream().anyMatch(MaskedValues::hasMask);
            default -> isMask(value);
        };
    }

    private static boolean isMask(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING && MASK.equals(value.unwrapped());
    }

    private static boolean isContainer(ConfigValue value) {
        return value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST;
    }
}
