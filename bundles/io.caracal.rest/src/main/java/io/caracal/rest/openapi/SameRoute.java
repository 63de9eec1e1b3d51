package io.caracal.rest.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Methods behind one route, told apart by the type of the body: for the document they are one operation with several bodies. */
final class SameRoute {
    private static final String JSON = "application/json";

    private SameRoute() {}

    /** The operation that is called with JSON gives name and summary; parameters and answers are those of all. */
    static Map<String, Object> merged(Map<String, Object> one, Map<String, Object> other) {
        boolean first = bodies(one).containsKey(JSON) || !bodies(other).containsKey(JSON);
        Map<String, Object> main = first ? one : other;
        Map<String, Object> more = first ? other : one;
        Map<String, Object> merged = new LinkedHashMap<>(main);
        merged.put("description", (described(main) + described(more)).strip());
        merged.put("parameters", parameters(main, more));
        merged.put("requestBody", Schemas.with("required", true, "content", union(bodies(main), bodies(more))));
        merged.put("responses", union(tree(main, "responses"), tree(more, "responses")));
        return merged;
    }

    /** Of one that is merged already, its description says it all. */
    private static String described(Map<String, Object> operation) {
        Object more = operation.getOrDefault("description", "");
        return bodies(operation).size() > 1
                ? more + " "
                : bodies(operation).keySet() + ": " + operation.get("summary") + " " + more + " ";
    }

    private static Map<String, Object> bodies(Map<String, Object> operation) {
        return tree(tree(operation, "requestBody"), "content");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static List<Object> parameters(Map<String, Object> main, Map<String, Object> more) {
        Map<Object, Object> byName = new LinkedHashMap<>();
        for (Map<String, Object> operation : List.of(more, main)) {
            for (Object parameter : (List<Object>) operation.getOrDefault("parameters", List.of())) {
                Map<String, Object> tree = (Map<String, Object>) parameter;
                byName.put(tree.get("in") + " " + tree.get("name"), parameter);
            }
        }
        return new ArrayList<>(byName.values());
    }

    private static Map<String, Object> union(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> all = new TreeMap<>(other);
        all.putAll(one);
        return all;
    }
}
