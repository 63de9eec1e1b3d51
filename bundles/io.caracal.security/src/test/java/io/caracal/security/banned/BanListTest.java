package io.caracal.security.banned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.Ban.Kind;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.OperationFailedException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is banned, for how long, and what of it is on disk. */
@SuppressWarnings("NullAway.Init")
class BanListTest {
    @TempDir
    private Path folder;

    private BanList bans;

    @BeforeEach
    void open() throws IOException {
        bans = new BanList(new BanFile(file()), InstantSource.system());
    }

    @AfterEach
    void close() {
        bans.close();
    }

    private Path file() {
        return folder.resolve("banned.list");
    }

    private void reopen() throws IOException {
        bans.close();
        open();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Ban ban(Kind as, String who) {
        return new Ban(as, who, "admin", "because", Instant.EPOCH, Optional.empty());
    }

    private static Ban ban(String clientId, Instant at, Instant until) {
        return new Ban(Kind.CLIENTID, clientId, "admin", "because", at, Optional.of(until));
    }

    private boolean hits(String clientId, String username, String address) {
        return bans.find(clientId, Optional.of(username), InetAddress.ofLiteral(address))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "clientid, bad, true",
        "clientid, ba, false",
        "username, ann, true",
        "username, an, false",
        "peerhost, 10.1.2.3, true",
        "peerhost, 10.1.2.4, false",
        "peerhost, ::ffff:10.1.2.3, true",
        "clientid_re, ^b.d$, true",
        "clientid_re, ^b.$, false",
        "username_re, n{2}, true",
        "username_re, m, false",
        "peerhost_net, 10.1.0.0/16, true",
        "peerhost_net, 10.1.2.99/30, false",
        "peerhost_net, 10.1.2.1/30, true",
        "peerhost_net, 0.0.0.0/0, true",
        "peerhost_net, ::/0, false",
        "peerhost_net, 10.1.2.3/32, true"
    })
    void eachKindOfBanHitsWhatItNames(String kind, String who, boolean hit) {
        get(bans.add(ban(Kind.of(kind), who)));

        assertThat(hits("bad", "ann", "10.1.2.3")).isEqualTo(hit);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, true", "2001:db9::1, false", "10.0.0.1, false"})
    void networksOfTheNewAddressesAreCompared(String address, boolean hit) {
        get(bans.add(ban(Kind.PEERHOST_NET, "2001:db8::/32")));

        assertThat(hits("bad", "ann", address)).isEqualTo(hit);
    }

    @ParameterizedTest
    @CsvSource({
        "peerhost, example.org",
        "peerhost, fe80::1%1",
        "peerhost_net, 10.0.0.0",
        "peerhost_net, 10.0.0.0/33",
        "peerhost_net, 10.0.0.0/-1",
        "peerhost_net, a/8",
        "clientid_re, (",
        "clientid, ''"
    })
    void whatIsNotOfItsKindIsRefused(String kind, String who) {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> bans.add(ban(Kind.of(kind), who)));
    }

    @Test
    void aKindThatDoesNotExistIsRefused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Kind.of("mac"))
                .withMessageContaining("\"mac\"");
    }

    @Test
    void addressesAreKeptInTheUsualNotation() {
        Optional<Ban> kept = get(bans.add(ban(Kind.PEERHOST_NET, "10.1.2.3/16")));

        assertThat(kept).map(Ban::who).hasValue("10.1.0.0/16");
        assertThat(get(bans.add(ban(Kind.PEERHOST_NET, "10.1.9.9/16")))).isEmpty();
        assertThat(get(bans.remove(Kind.PEERHOST_NET, "10.1.7.7/16"))).isTrue();
    }

    @Test
    void anExpressionThatRunsWildCountsAsAMatchAndDoesNotRunForLong() {
        get(bans.add(ban(Kind.CLIENTID_RE, "^(a+)+$")));

        assertThat(hits("a".repeat(5_000) + "b", "ann", "10.1.2.3")).isTrue();
        assertThat(hits("innocent", "ann", "10.1.2.3")).isFalse();
    }

    @Test
    void anExpressionThatRunsOutOfStackCountsAsAMatch() {
        get(bans.add(ban(Kind.CLIENTID_RE, "^(?:a|b)*c$")));

        assertThat(hits("ab".repeat(30_000), "ann", "10.1.2.3")).isTrue();
    }

    // Disk

    @Test
    void bansOutliveTheBrokerWithEveryCharacter() throws IOException {
        Ban ban = new Ban(
                Kind.USERNAME,
                "tab\tline\nback\\slash",
                "ad\rmin",
                "",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Optional.of(Instant.parse("2126-01-02T03:04:05Z")));
        get(bans.add(ban));
        get(bans.add(ban(Kind.CLIENTID_RE, "^x")));

        reopen();

        assertThat(bans.get(Kind.USERNAME, ban.who())).contains(ban);
        assertThat(hits("xy", "ann", "10.1.2.3")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLiftedBanIsNotThereAfterAStart() throws IOException {
        get(bans.add(ban(Kind.CLIENTID, "bad")));
        get(bans.remove(Kind.CLIENTID, "bad"));

        reopen();

        assertThat(hits("bad", "ann", "10.1.2.3")).isFalse();
        assertThat(get(bans.remove(Kind.CLIENTID, "bad"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'caracal-banned 1\nclientid\tx\ty\tz\t1970-01-01T00:00:00Z\tinfinity\n', cut off",
        "'something else\nend 0\n', line 1",
        "'caracal-banned 1\nclientid\tx\nend 1\n', line 2",
        "'caracal-banned 1\nclientid\tx\ty\tz\tnoon\tinfinity\nend 1\n', line 2",
        "'caracal-banned 1\nmac\tx\ty\tz\t1970-01-01T00:00:00Z\tinfinity\nend 1\n', line 2"
    })
    void aFileThatCannotBeReadAsAWholeIsNotTaken(String text, String place) throws IOException {
        Files.writeString(file(), text);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new BanList(new BanFile(file()), InstantSource.system()))
                .withMessageContaining(place);
    }

    @Test
    void aBanThatCannotBeWrittenCountsAndIsReported() throws IOException {
        Files.delete(Files.createDirectories(folder.resolve("gone")));
        try (BanList nowhere = new BanList(new BanFile(folder.resolve("gone/banned.list")), InstantSource.system())) {
            assertThat(nowhere.add(ban(Kind.CLIENTID, "bad")).toCompletableFuture())
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(OperationFailedException.class);

            assertThat(nowhere.find("bad", Optional.empty(), InetAddress.getLoopbackAddress()))
                    .isPresent();
        }
    }

    @Test
    void bansOfManyAtOnceAreAllOnDisk() throws IOException {
        List<CompletableFuture<Optional<Ban>>> all = new ArrayList<>();
        IntStream.range(0, 500)
                .forEach(i -> all.add(bans.add(ban(Kind.CLIENTID, "bad-" + i)).toCompletableFuture()));
        all.forEach(BanListTest::get);

        reopen();

        assertThat(bans.list(BanQuery.ALL, PageRequest.first(1000)).items()).hasSize(500);
    }

    // Time

    @Test
    void aBanEndsByItself() throws IOException {
        get(bans.add(ban("bad", Instant.EPOCH, Instant.now().plusMillis(300))));
        assertThat(hits("bad", "ann", "10.1.2.3")).isTrue();

        await().until(() -> !hits("bad", "ann", "10.1.2.3"));
        await().until(() -> bans.get(Kind.CLIENTID, "bad").isEmpty());
        await().until(() -> !Files.readString(file()).contains("bad"));
    }

    @Test
    void aBanThatBeginsLaterIsAnnouncedWhenItBegins() {
        AtomicInteger announced = new AtomicInteger();
        get(bans.add(ban("bad", Instant.now().plusMillis(700), Instant.now().plusSeconds(3600))));
        assertThat(hits("bad", "ann", "10.1.2.3")).isFalse();
        long version = bans.version();
        bans.onNewBans(announced::incrementAndGet);

        await().until(() -> announced.get() > 0);

        assertThat(bans.version()).isGreaterThan(version);
        assertThat(hits("bad", "ann", "10.1.2.3")).isTrue();
    }

    @Test
    void aBanThatIsOverAlreadyIsRefused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> bans.add(ban("bad", Instant.EPOCH, Instant.now().minusSeconds(1))))
                .withMessageContaining("past");
    }

    // Lists

    @Test
    void pagesFollowTheOrderOfKindAndName() {
        for (String who : List.of("c", "a", "b")) {
            get(bans.add(ban(Kind.CLIENTID, who)));
            get(bans.add(ban(Kind.USERNAME, who)));
        }

        Page<Ban> first = bans.list(BanQuery.ALL, PageRequest.page(1, 4));
        Page<Ban> second =
                bans.list(BanQuery.ALL, PageRequest.after(first.next().orElseThrow(), 4));

        assertThat(first.items()).extracting(Ban::who).containsExactly("a", "b", "c", "a");
        assertThat(first.count()).hasValue(6);
        assertThat(second.items()).extracting(Ban::who).containsExactly("b", "c");
        assertThat(second.next()).isEmpty();
        assertThat(bans.list(BanQuery.ALL, PageRequest.page(2, 4)).items()).isEqualTo(second.items());
    }

    @Test
    void everyConditionOfAQueryCounts() {
        get(bans.add(ban(Kind.CLIENTID, "sensor-1")));
        get(bans.add(ban(Kind.CLIENTID, "sensor-2")));
        get(bans.add(ban(Kind.USERNAME, "sensor-1")));

        assertThat(names(new BanQuery(Optional.of(Kind.CLIENTID), Optional.empty(), Optional.empty())))
                .hasSize(2);
        assertThat(names(new BanQuery(Optional.empty(), Optional.of("sensor-1"), Optional.empty())))
                .hasSize(2);
        assertThat(names(new BanQuery(Optional.of(Kind.CLIENTID), Optional.empty(), Optional.of("-2"))))
                .containsExactly("sensor-2");
    }

    private List<String> names(BanQuery query) {
        return bans.list(query, PageRequest.first(100)).items().stream()
                .map(Ban::who)
                .toList();
    }

    @Test
    void allBansAreLifted() throws IOException {
        get(bans.add(ban(Kind.CLIENTID, "a")));
        get(bans.add(ban(Kind.PEERHOST_NET, "10.0.0.0/8")));

        assertThat(get(bans.clear())).isEqualTo(2);

        reopen();
        assertThat(hits("a", "ann", "10.1.2.3")).isFalse();
    }

    @Test
    void bansAreMergedAllOrNone() throws IOException {
        get(bans.add(ban(Kind.CLIENTID, "same")));
        Ban changed = new Ban(Kind.CLIENTID, "same", "other", "else", Instant.EPOCH, Optional.empty());
        Ban ended = new Ban(Kind.CLIENTID, "ended", "a", "", Instant.EPOCH, Optional.of(Instant.EPOCH.plusSeconds(1)));
        List<Ban> wanted = List.of(changed, ban(Kind.PEERHOST, "192.0.2.1"), ended);

        assertThat(get(bans.merge(wanted, true))).isEqualTo(new Banned.Merged(1, 1, 0, 1));
        assertThat(bans.get(Kind.CLIENTID, "same")).contains(ban(Kind.CLIENTID, "same"));
        assertThat(get(bans.merge(wanted, false))).isEqualTo(new Banned.Merged(1, 1, 0, 1));

        reopen();
        assertThat(bans.get(Kind.CLIENTID, "same")).contains(changed);
        assertThat(get(bans.merge(wanted, true))).isEqualTo(new Banned.Merged(0, 0, 2, 1));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> bans.merge(List.of(ban(Kind.CLIENTID, "new"), ban(Kind.PEERHOST, "no address")), false));
        assertThat(bans.get(Kind.CLIENTID, "new")).isEmpty();
    }
}
