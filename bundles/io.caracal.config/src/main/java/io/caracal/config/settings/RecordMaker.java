package io.caracal.config.settings;

import com.typesafe.config.ConfigOrigin;
import io.caracal.api.config.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls the constructor of a settings record; what it refuses becomes a problem at the record's path. */
record RecordMaker(Problems problems) {
    @Nullable
    Object make(Class<? extends Record> type, List<@Nullable Object> components, String path, ConfigOrigin origin) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(components.toArray());
        } catch (InvocationTargetException e) {
            problems.add(path, origin, "", message(e.getCause(), components), "");
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be made: " + e, e);
        }
    }

    private static String message(@Nullable Throwable refusal, List<@Nullable Object> components) {
        String message = refusal instanceof IllegalArgumentException && refusal.getMessage() != null
                ? refusal.getMessage()
                : "its settings were refused with " + refusal;
        for (Object component : components) {
            // A constructor should not quote a secret; if it does, the operator's log must not suffer.
            if (component instanceof Secret secret && !secret.reveal().isEmpty()) {
                message = message.replace(secret.reveal(), secret.toString());
            }
        }
        return message;
    }
}
