package io.caracal.itests.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the process of the broker uses, if its id was given. */
final class BrokerProcess {
    private final long pid;

    /** @param pid 0 if it is not known */
    BrokerProcess(long pid) {
        this.pid = pid;
    }

    /** Processor seconds of all its threads so far; 0 if not known. */
    double cpuSeconds() {
        return pid == 0 ? 0 : cpuSeconds(ProcessHandle.of(pid).orElseThrow(() -> gone()));
    }

    static double ownCpuSeconds() {
        return cpuSeconds(ProcessHandle.current());
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** Resident bytes, where the system tells them (Linux); else 0. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (pid == 0 || !Files.isReadable(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    /** Puts what was used since, and messages for each processor second. */
    void report(Map<String, Object> result, double since, long messages) throws IOException {
        if (pid != 0) {
            double used = cpuSeconds() - since;
            result.put("broker_cpu_s", used);
            if (used > 0 && messages > 0) {
                result.put("per_cpu_s", Math.round(messages / used));
            }
            result.put("broker_rss", residentBytes());
        }
    }

    private IllegalStateException gone() {
        return new IllegalStateException("process " + pid + ", given as the broker, is not there");
    }
}
