package io.caracal.config.settings;

import io.caracal.api.config.ConfigurationAdministration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How trees show secrets. */
public enum Secrets {
    /** For everybody's eyes. */
    MASKED {
        @Override
        Object show(String value) {
            return MASK;
        }
    },
    /** To find out whether one was changed; such a tree stays within this bundle, see {@link #mask}. */
    COMPARABLE {
        @Override
        Object show(String value) {
            return new Shown(value);
        }
    };

    static final String MASK = ConfigurationAdministration.MASK;

    private record Shown(String value) {
        @Override
        public String toString() {
            return MASK;
        }
    }

    abstract Object show(String value);

    /** A tree of plain values without the secrets that {@link #COMPARABLE} left in it. */
    public static @Nullable Object mask(@Nullable Object tree) {
        return switch (tree) {
            case Shown _ -> MASK;
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> masked = new LinkedHashMap<>();
                map.forEach((key, value) -> masked.put(key, mask(value)));
                yield masked;
            }
            case List<?> list -> list.stream().map(Secrets::mask).toList();
            case null, default -> tree;
        };
    }
}
