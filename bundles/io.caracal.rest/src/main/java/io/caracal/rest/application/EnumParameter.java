package io.caracal.rest.application;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Expected;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads constants in lower case, and times, from paths and queries as from bodies. */
public final class EnumParameter implements ParamConverterProvider {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> raw, Type type, Annotation[] annotations) {
        if (raw.isEnum()) {
            return converter(raw, text -> raw.cast(Enum.valueOf((Class) raw, text.toUpperCase(Locale.ROOT))));
        }
        return raw == Instant.class ? converter(raw, text -> raw.cast(Instant.parse(text))) : null;
    }

    private static <T> ParamConverter<T> converter(Class<T> type, Function<String, T> read) {
        return new ParamConverter<>() {
            @Override
            public @Nullable T fromString(@Nullable String text) {
                if (text == null) {
                    return null;
                }
                try {
                    return read.apply(text);
                } catch (IllegalArgumentException | DateTimeParseException _) {
                    throw RestException.badRequest("given \"" + text + "\", expected " + Expected.of(type));
                }
            }

            @Override
            public String toString(T value) {
                return value.toString().toLowerCase(Locale.ROOT);
            }
        };
    }
}
