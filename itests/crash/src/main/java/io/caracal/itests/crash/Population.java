package io.caracal.itests.crash;

import io.caracal.itests.crash.client.Client;
import io.caracal.itests.crash.client.HiveMq3Client;
import io.caracal.itests.crash.client.HiveMq5Client;
import io.caracal.itests.crash.client.PahoClient;
import io.caracal.itests.crash.client.WireClient;
import io.caracal.itests.crash.client.WireClient.Manner;
import io.caracal.itests.crash.history.History;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everybody who talks to the broker, with their habits. */
final class Population implements AutoCloseable {
    private static final String WILLS = "crash/wills/";

    private final History history;
    private final InetSocketAddress broker;
    private final int pace;
    private final List<Client> clients = new ArrayList<>();
    private final List<WireClient> absent = new ArrayList<>();
    private final List<Habit> habits = new ArrayList<>();

    /** @param pace milliseconds that a publisher pauses on average */
    Population(History history, InetSocketAddress broker, int pace) {
        this.history = history;
        this.broker = broker;
        this.pace = pace;
    }

    List<Habit> habits() {
        return habits;
    }

    /** Who is not connected. */
    List<String> missing() {
        return clients.stream()
                .filter(client -> !client.connected())
                .map(Client::name)
                .toList();
    }

    /** All connections of our own clients are lost at once. */
    void cut() {
        clients.stream()
                .filter(WireClient.class::isInstance)
                .map(WireClient.class::cast)
                .forEach(WireClient::cut);
    }

    void allComeBack() {
        absent.forEach(WireClient::comeBack);
    }

    /** All connect and subscribe; returns when that is done. */
    void settle() throws InterruptedException {
        publishers();
        subscribers();
        fickle();
        shared();
    }

    private void publishers() {
        publisher(wire("p4one", Manner.V4.will(WILLS + "p4one", 1)), 1);
        publisher(wire("p4two", Manner.V4), 2);
        publisher(wire("p5one", Manner.V5), 1);
        publisher(wire("p5two", Manner.V5.will(WILLS + "p5two", 1)), 2);
        WireClient unsteady = wire("p5cut", Manner.V5);
        publisher(unsteady, 0);
        habits.add(new Habit(unsteady.name(), _ -> unsteady.cut(), 200, 1500));
        publisher(started(new HiveMq5Client("hive5", history, broker)), 0);
        publisher(started(new HiveMq3Client("hive3", history, broker)), 0);
    }

    private void subscribers() throws InterruptedException {
        wire("all2", Manner.V5).subscribe("crash/#", 2);
        wire("all1", Manner.V4).subscribe("crash/#", 1);
        Client exact = wire("exact", Manner.V4.slow(2));
        exact.subscribe("crash/p4one/0", 1);
        exact.subscribe("crash/p5two/1", 2);
        exact.subscribe("crash/hive5/2", 2);
        Client overlapping = wire("overlap", Manner.V5);
        overlapping.subscribe("crash/p5two/#", 1);
        overlapping.subscribe("crash/+/1", 2);
        overlapping.subscribe("crash/p4two/1", 1);
        wire("kept", Manner.V5).subscribe("kept/#", 2);
        wire("slow", Manner.V5.slow(5)).subscribe("crash/p5two/+", 2);
        started(new HiveMq5Client("sub5", history, broker)).subscribe("crash/+/0", 2);
        started(new HiveMq3Client("sub3", history, broker)).subscribe("crash/+/2", 1);
        started(new PahoClient("paho", history, broker)).subscribe("crash/#", 2);
    }

    /** Those who come and go, and change their minds. */
    private void fickle() throws InterruptedException {
        WireClient away = wire("away4", Manner.V4.will(WILLS + "away4", 1));
        away.subscribe("crash/+/+", 2);
        goesAway(away);
        WireClient gone = wire("away5", Manner.V5);
        gone.subscribe("crash/#", 1);
        goesAway(gone);
        WireClient absent5 = wire("absent5", Manner.V5);
        absent5.subscribe("crash/+/0", 2);
        staysAway(absent5);
        WireClient absent4 = wire("absent4", Manner.V4);
        absent4.subscribe("crash/#", 1);
        staysAway(absent4);
        changes(wire("change5", Manner.V5));
        changes(wire("change4", Manner.V4));
        WireClient forgetful = wire("forget", Manner.V5);
        forgetful.subscribe("crash/p5one/#", 1);
        habits.add(new Habit(
                forgetful.name(),
                _ -> {
                    forgetful.forget();
                    forgetful.subscribe("crash/p5one/#", 1);
                },
                400,
                3000));
    }

    private void shared() throws InterruptedException {
        wire("share5", Manner.V5).subscribe("$share/two/crash/#", 2);
        started(new HiveMq5Client("shareHive", history, broker)).subscribe("$share/two/crash/#", 2);
        WireClient away = wire("shareAway", Manner.V5);
        away.subscribe("$share/two/crash/#", 2);
        goesAway(away);
        wire("share1", Manner.V5).subscribe("$share/one/crash/+/1", 1);
        WireClient leaver = wire("shareLeaver", Manner.V5);
        habits.add(new Habit(
                leaver.name(),
                _ -> {
                    leaver.subscribe("$share/one/crash/+/1", 1);
                    leaver.unsubscribe("$share/one/crash/+/1");
                },
                200,
                1500));
    }

    private void publisher(Client client, int qos) {
        habits.add(new Habit(client.name(), new Publishing(client, qos), pace / 4 + 1, pace * 7 / 4 + 2));
    }

    private void goesAway(WireClient client) {
        absent.add(client);
        habits.add(new Habit(
                client.name(),
                chance -> {
                    client.leave(chance.nextBoolean());
                    Thread.sleep(chance.nextInt(100, 800));
                    client.comeBack();
                },
                300,
                2000));
    }

    /** Until everything settles. */
    private void staysAway(WireClient client) {
        absent.add(client);
        habits.add(new Habit(client.name(), chance -> client.leave(chance.nextBoolean()), 300, 2000));
    }

    private void changes(Client client) {
        List<String> filters = List.of("crash/p4one/#", "crash/p5two/+", "crash/+/0", "crash/hive5/1");
        habits.add(new Habit(client.name(), chance -> change(client, filters, chance), 20, 400));
    }

    private static void change(Client client, List<String> filters, Random chance) throws InterruptedException {
        String filter = filters.get(chance.nextInt(filters.size()));
        if (chance.nextInt(3) == 0) {
            client.unsubscribe(filter);
        } else {
            client.subscribe(filter, 1 + chance.nextInt(2));
        }
    }

    private WireClient wire(String name, Manner manner) {
        return started(new WireClient(name, history, broker, manner));
    }

    private <C extends Client> C started(C client) {
        clients.add(client);
        client.start();
        return client;
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
