package io.caracal.itests.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of systemd: what its section [Service] says. */
record Unit(Map<String, List<String>> service) {
    static Unit parse(String text) {
        Map<String, List<String>> service = new LinkedHashMap<>();
        String section = "";
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                section = line;
            } else if (section.equals("[Service]") && line.contains("=") && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                service.computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return new Unit(service);
    }

    String one(String key) {
        List<String> values = service.getOrDefault(key, List.of());
        if (values.size() != 1) {
            throw new AssertionError("expected is one " + key + ", found are " + values);
        }
        return values.getFirst();
    }

    List<String> command(String key) {
        return List.of(one(key).split(" "));
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : service.getOrDefault("Environment", List.of())) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return environment;
    }
}
