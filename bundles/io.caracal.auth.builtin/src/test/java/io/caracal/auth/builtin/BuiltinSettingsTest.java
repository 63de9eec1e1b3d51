package io.caracal.auth.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.config.Description;
import io.caracal.api.config.Secret;
import io.caracal.auth.builtin.BuiltinSettings.User;
import io.caracal.auth.builtin.BuiltinSettings.UserIdType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuiltinSettingsTest {
    private static final Optional<Secret> PASSWORD = Optional.of(new Secret("secret"));

    @Test
    void userWithoutPasswordIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new User("alice", Optional.empty(), Optional.empty(), false))
                .withMessageContaining("alice")
                .withMessageContaining("expected either password_hash or password");
    }

    @Test
    void userWithBothFormsOfAPasswordIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new User("alice", Optional.of(new Secret("$pbkdf2-…")), PASSWORD, false))
                .withMessageContaining("both password_hash and password were given");
    }

    @Test
    void hashThatCannotBeReadIsAnErrorOfItsUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new User("alice", Optional.of(new Secret("plain")), Optional.empty(), false))
                .withMessageContaining("user alice: password_hash: a text of 5 characters was given");
    }

    @Test
    void sameUserTwiceIsAnError() {
        User alice = new User("alice", Optional.empty(), PASSWORD, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuiltinSettings(
                        UserIdType.USERNAME,
                        List.of(alice, alice),
                        PasswordAlgorithm.of(PasswordAlgorithm.Name.ARGON2ID),
                        Optional.empty()))
                .withMessageContaining("alice was given twice");
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(Stream.of(BuiltinSettings.class, User.class).flatMap(type -> Stream.of(type.getRecordComponents())))
                .allSatisfy(component ->
                        assertThat(component.getAnnotation(Description.class)).isNotNull());
    }
}
