package io.caracal.security.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.Merged;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserDatabase.UserPage;
import io.caracal.api.auth.UserDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUsersTest {
    private static final StoredUser KAY = new StoredUser("kay", true, Map.of("password_hash", "x y\n=", "salt", ""));

    @TempDir
    Path folder;

    private DiskStore store;
    private DiskUsers users;

    @BeforeEach
    void open() {
        store = new DiskStore(folder.resolve("users.db"));
        users = new DiskUsers(store, "", "password_based:built_in_database");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void userIsFoundAsItWasAdded() {
        boolean added = get(users.add(KAY));

        assertThat(added).isTrue();
        assertThat(get(users.find("kay"))).contains(KAY);
        assertThat(get(users.find("Kay"))).isEmpty();
    }

    @Test
    void nothingIsOpenedBeforeThereAreUsers() {
        assertThat(users.find("kay").toCompletableFuture()).isCompletedWithValue(Optional.empty());
        assertThat(folder.resolve("users.db")).doesNotExist();
    }

    @Test
    void userThatIsThereStaysWhenItIsAddedAgain() {
        get(users.add(KAY));

        boolean again = get(users.add(new StoredUser("kay", false, Map.of())));

        assertThat(again).isFalse();
        assertThat(get(users.find("kay"))).contains(KAY);
    }

    @Test
    void usersSurviveTheBroker() {
        get(users.add(KAY));
        store.close();
        open();

        assertThat(get(users.find("kay"))).contains(KAY);
    }

    @Test
    void fileBelongsToTheBrokerAlone() throws IOException {
        get(users.add(KAY));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("users.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void elementsHaveUsersOfTheirOwn() {
        get(users.add(KAY));

        DiskUsers others = new DiskUsers(store, "tcp:default", "password_based:built_in_database");

        assertThat(get(others.find("kay"))).isEmpty();
    }

    @Test
    void onlyUsersThatAreThereAreReplacedAndRemoved() {
        get(users.add(KAY));

        assertThat(get(users.replace(new StoredUser("kay", false, Map.of())))).isTrue();
        assertThat(get(users.replace(new StoredUser("eve", false, Map.of())))).isFalse();
        assertThat(get(users.remove("kay"))).isTrue();
        assertThat(get(users.remove("kay"))).isFalse();
    }

    @Test
    void pagesAreInOrderAndCountAll() {
        get(users.putAll(IntStream.range(0, 25)
                .mapToObj(i -> new StoredUser("user%02d".formatted(i), i % 5 == 0, Map.of()))
                .toList()));

        UserPage second = get(users.list("", Optional.empty(), 2, 10));
        UserPage superusers = get(users.list("user1", Optional.of(true), 1, 10));

        assertThat(second.users())
                .extracting(StoredUser::userId)
                .startsWith("user10")
                .hasSize(10);
        assertThat(second.count()).isEqualTo(25);
        assertThat(superusers.users()).extracting(StoredUser::userId).containsExactly("user10", "user15");
    }

    @Test
    void changeThatFailsLeavesNothing() {
        get(users.add(KAY));

        assertThatThrownBy(() -> get(users.putAll(List.of(
                        new StoredUser("eve", false, Map.of()), new StoredUser("bob", false, Map.of("a", "\0"))))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);

        assertThat(get(users.list("", Optional.empty(), 1, 10)).users()).containsExactly(KAY);
    }

    @Test
    void damagedFileIsTold() throws IOException {
        store.close();
        Files.writeString(folder.resolve("users.db"), "this is no file of users".repeat(1000));
        open();

        assertThatThrownBy(() -> get(users.find("kay")))
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("users.db");
    }

    private static UserDatabases.Owned owned(String chain, StoredUser user) {
        return new UserDatabases.Owned(chain, "password_based:built_in_database", user);
    }

    @Test
    void usersOfAllElementsAreVisitedAndMerged() {
        AllUsers all = new AllUsers(store);
        get(users.add(KAY));
        StoredUser changed = new StoredUser("kay", false, Map.of());
        StoredUser other = new StoredUser("lee", false, Map.of());
        List<UserDatabases.Owned> wanted =
                List.of(owned("", changed), owned("tcp:default", other), owned("tcp:default", other));

        Merged dry = get(all.merge(wanted::iterator, true));
        assertThat(get(users.find("kay"))).contains(KAY);
        Merged merged = get(all.merge(wanted::iterator, false));

        assertThat(dry.replaced()).isEqualTo(1);
        assertThat(merged).isEqualTo(new Merged(1, 1, 1));
        List<UserDatabases.Owned> found = new ArrayList<>();
        get(all.forEach(found::add));
        assertThat(found).containsExactlyInAnyOrder(owned("", changed), owned("tcp:default", other));
    }

    @Test
    void aMergeThatBreaksOffChangesNothing() {
        get(users.add(KAY));
        Iterator<UserDatabases.Owned> breaking = Stream.of(1, 2)
                .map(number -> {
                    if (number == 2) {
                        throw new IllegalArgumentException("line 2");
                    }
                    return owned("", new StoredUser("kay", false, Map.of()));
                })
                .iterator();

        assertThatThrownBy(() -> get(new AllUsers(store).merge(() -> breaking, false)))
                .hasMessageContaining("line 2");
        assertThat(get(users.find("kay"))).contains(KAY);
    }

    @Test
    void aDryRunMakesNoFile() {
        Merged merged =
                get(new AllUsers(store).merge(() -> List.of(owned("", KAY)).iterator(), true));

        assertThat(merged.added()).isEqualTo(1);
        assertThat(folder.resolve("users.db")).doesNotExist();
    }

    @Test
    void aCopyHasEverybodyWhileTheFileIsInUse() throws IOException {
        get(users.add(KAY));
        Path folderOfCopy = Files.createDirectory(folder.resolve("copy"));

        new KeptDatabase(store).copyTo(folderOfCopy);

        get(users.add(new StoredUser("later", false, Map.of())));
        try (DiskStore copy = new DiskStore(folderOfCopy.resolve("users.db"))) {
            DiskUsers copied = new DiskUsers(copy, "", "password_based:built_in_database");
            assertThat(get(copied.find("kay"))).contains(KAY);
            assertThat(get(copied.find("later"))).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folderOfCopy.resolve("users.db"))))
                .isEqualTo("rw-------");
    }
}
