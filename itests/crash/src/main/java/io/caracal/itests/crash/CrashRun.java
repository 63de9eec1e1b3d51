package io.caracal.itests.crash;

import io.caracal.itests.crash.client.Onlooker;
import io.caracal.itests.crash.history.Event;
import io.caracal.itests.crash.history.History;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Kills a broker again and again while clients use it. After each kill it is started on the same data, perhaps killed again meanwhile, and used on; then
 * everybody pauses, everything has to be there, and the history is checked. The seed decides what everybody does and when the broker dies, but not how fast
 * the machine is: a seed that finds something finds it again soon, though not always in the same cycle.
 */
public final class CrashRun {
    private static final int PERCENT = 100;
    private static final int PATIENCE_SECONDS = 120;
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long GIVE_UP = TimeUnit.SECONDS.toNanos(20);

    private final Distribution distribution;
    private final Plan plan;
    private final PrintStream report;
    private final Random chance;
    private final History history = new History();
    private final Gate gate = new Gate();

    /**
     * How it goes.
     *
     * @param seed decides everything that chance decides
     * @param cycles how often everything is checked, after a kill at least
     * @param pace milliseconds that each publisher pauses on average
     * @param kill false only cuts connections: shows with any store that this test finds nothing where there is nothing
     * @param settings of the broker
     */
    public record Plan(long seed, int cycles, int pace, boolean kill, Map<String, String> settings) {}

    public CrashRun(Distribution distribution, Plan plan, PrintStream report) {
        this.distribution = distribution;
        this.plan = plan;
        this.report = report;
        this.chance = new Random(plan.seed());
    }

    /** Returns what was wrong; empty is well. Ends with the first cycle that shows something. */
    public List<String> run() throws IOException, InterruptedException {
        report.println("crash: seed " + plan.seed() + ", " + plan.cycles() + " cycles; again with -Dcrash.seed="
                + plan.seed());
        Victim victim = new Victim(distribution, plan.settings());
        List<String> wrong;
        try {
            victim.launch();
            victim.awaitReady();
            wrong = run(victim);
        } catch (RuntimeException | Error | IOException e) {
            victim.kill();
            report.println("crash: " + keep(victim.folder(), List.of(e.toString())));
            throw e;
        }
        if (wrong.isEmpty()) {
            victim.close();
        } else {
            victim.kill();
            wrong.add(keep(victim.folder(), wrong));
        }
        return wrong;
    }

    private List<String> run(Victim victim) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        try (Population population = new Population(history, victim.address(), plan.pace())) {
            population.settle();
            List<Thread> life = population.habits().stream()
                    .map(habit -> habit.live(gate, chance.nextLong()))
                    .toList();
            for (int cycle = 1; cycle <= plan.cycles() && wrong.isEmpty(); cycle++) {
                wrong.addAll(cycle(cycle, victim, population));
            }
            life.forEach(Thread::interrupt);
        }
        return wrong;
    }

    private List<String> cycle(int number, Victim victim, Population population)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        pause(200, 1500);
        int kills = 0;
        do {
            kills++;
            if (plan.kill()) {
                wrong.addAll(die(victim, kills));
            } else {
                population.cut();
            }
            pause(100, 900);
        } while (chance.nextInt(PERCENT) < 30);
        wrong.addAll(settle(victim, population));
        report.printf(
                "crash: cycle %d, %d kills, %d events, %.1f s%s%n",
                number,
                kills,
                history.events(),
                (System.nanoTime() - began) / 1e9,
                wrong.isEmpty() ? "" : ": " + wrong.size() + " violations, the first: " + wrong.getFirst());
        return wrong;
    }

    /** The broker dies, and comes back. */
    private List<String> die(Victim victim, int kills) throws IOException, InterruptedException {
        if (chance.nextInt(PERCENT) < 10) {
            victim.stop();
            history.add(new Event.Killed("stopped"));
        } else {
            victim.kill();
            history.add(new Event.Killed("at work"));
        }
        List<String> trouble = new ArrayList<>(victim.trouble());
        for (int again = 0; again < 2 && chance.nextInt(PERCENT) < 30; again++) {
            victim.launch();
            pause(300, 2000);
            victim.kill();
            history.add(new Event.Killed("during the start"));
            trouble.addAll(victim.trouble());
        }
        victim.launch();
        victim.awaitReady();
        return trouble.stream()
                .map(line -> "kill " + kills + ", in the log: " + line)
                .toList();
    }

    /** Lets everything come to rest, and checks it. */
    private List<String> settle(Victim victim, Population population) throws IOException, InterruptedException {
        population.allComeBack();
        if (!gate.close(PATIENCE_SECONDS)) {
            return List.of(
                    "somebody gets no answer; not connected are " + population.missing(),
                    history.outstanding().toString());
        }
        try {
            population.allComeBack();
            Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(population::missing, List::isEmpty);
            while (history.quietFor() < QUIET || !history.outstanding().isEmpty() && history.quietFor() < GIVE_UP) {
                Thread.sleep(20);
            }
            history.add(new Event.Settled());
            new Onlooker(history, victim.address()).look("kept/#");
            List<String> wrong = new ArrayList<>();
            history.violations().forEach(violation -> wrong.add(violation.toString()));
            victim.trouble().forEach(line -> wrong.add("in the log: " + line));
            return wrong;
        } finally {
            gate.open();
        }
    }

    private void pause(int least, int most) throws InterruptedException {
        Thread.sleep(chance.nextInt(least, most));
    }

    private String keep(Path folder, List<String> wrong) throws IOException {
        Files.write(folder.resolve("history.txt"), history.text());
        Files.write(folder.resolve("violations.txt"), wrong);
        return "seed " + plan.seed() + "; history, logs and data are in " + folder;
    }
}
