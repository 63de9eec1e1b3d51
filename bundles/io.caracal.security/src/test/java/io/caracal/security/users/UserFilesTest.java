package io.caracal.security.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.UserAdministration.Format;
import io.caracal.api.auth.UserCredentials.NewUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserFilesTest {
    private static List<NewUser> csv(String text) {
        return UserFiles.read(text.getBytes(StandardCharsets.UTF_8), Format.CSV);
    }

    private static List<NewUser> json(String text) {
        return UserFiles.read(text.getBytes(StandardCharsets.UTF_8), Format.JSON);
    }

    @Test
    void csvMayHaveQuotesAndAnyLineBreaks() {
        List<NewUser> users = csv(
                "\uFEFFuser_id,password,is_superuser\r\n" + "kay,\"a \"\"b\"\",\nc\",true\r\n\r\nmax,m,\n\"é,ve\",e,0");

        assertThat(users).extracting(NewUser::userId).containsExactly("kay", "max", "é,ve");
        assertThat(users.getFirst().password().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("a \"b\",\nc");
        assertThat(users).extracting(NewUser::superuser).containsExactly(true, false, false);
    }

    @Test
    void jsonIsAListOfObjects() {
        List<NewUser> users =
                json("[{\"user_id\": \"kay\", \"password_hash\": \"ab\", \"salt\": null, \"is_superuser\": true}]");

        assertThat(users).hasSize(1);
        assertThat(users.getFirst().passwordHash()).contains("ab");
        assertThat(users.getFirst().salt()).isEqualTo(Optional.empty());
        assertThat(users.getFirst().superuser()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "user_id,password;kay,s3cr3t,x|line 2: 3 values",
                "user_id,password;kay,s3cr3t;kay,s3cr3t|given twice",
                "user_id,password;,s3cr3t|no user_id",
                "user_id,salt;kay,s3cr3t|no password",
                "user_id,password,password_hash;kay,s3cr3t,ab|both",
                "user_id,pasword;kay,s3cr3t|pasword",
                "user_id,password;\"kay,s3cr3t|no end",
                "user_id,password,is_superuser;kay,s3cr3t,maybe|is_superuser maybe"
            })
    void whatIsWrongIsToldWithoutThePassword(String text, String told) {
        assertThatThrownBy(() -> csv(text.replace(';', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"user_id\": \"s3cr3t\"}|expected a list",
                "[{\"user_id\": \"kay\", \"password\": s3cr3t|no JSON",
                "[\"s3cr3t\"]|user 1",
                "[{\"user_id\": \"kay\", \"password\": [\"s3cr3t\"]}]|password was given as a list"
            })
    void whatIsNoListOfUsersIsRefused(String text, String told) {
        assertThatThrownBy(() -> json(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void fileIsReadByItsEnding(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("users.json"), "[{\"user_id\": \"kay\", \"password\": \"x\"}]");

        assertThat(UserFiles.read(file)).hasSize(1);
        assertThatThrownBy(() -> UserFiles.read(folder.resolve("users.txt"))).hasMessageContaining(".csv or .json");
        assertThatThrownBy(() -> UserFiles.read(folder.resolve("none.csv")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.csv");
    }
}
