package io.caracal.itests.crash;

import io.caracal.itests.support.Distribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs it by hand, and as long as one likes. Everything is said by system properties; see {@code itests/bench/crash}. */
public final class Crash {
    private static final int DEFAULT_CYCLES = 200;
    private static final int DEFAULT_PACE = 20;
    private static final int SHOWN = 20;

    private Crash() {}

    /** What the system properties {@code crash.*} say. */
    static CrashRun.Plan plan(int cycles) {
        Map<String, String> settings = new HashMap<>();
        // A limit would drop messages, as it should.
        settings.put("mqtt.max_mqueue_len", "infinity");
        // Small, so that files come and go all the time.
        settings.put("store.segment_size", "1MB");
        for (String setting : System.getProperty("crash.settings", "").split(",")) {
            int end = setting.indexOf('=');
            if (end > 0) {
                settings.put(setting.substring(0, end), setting.substring(end + 1));
            }
        }
        settings.values().removeIf("default"::equals);
        return new CrashRun.Plan(
                Long.getLong("crash.seed", new Random().nextLong()),
                Integer.getInteger("crash.cycles", cycles),
                Integer.getInteger("crash.pace", DEFAULT_PACE),
                Boolean.parseBoolean(System.getProperty("crash.kill", "true")),
                settings);
    }

    /** Exit code 1 if a promise was broken. */
    public static void main(String... arguments) throws Exception {
        List<String> wrong = new CrashRun(Distribution.built(), plan(DEFAULT_CYCLES), System.out).run();
        wrong.stream().limit(SHOWN).forEach(System.out::println);
        wrong.stream().skip(Math.max(SHOWN, wrong.size() - 1L)).forEach(System.out::println);
        System.out.println(wrong.isEmpty() ? "crash: ok" : "crash: FAILED");
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
