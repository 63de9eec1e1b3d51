package io.caracal.rest.authorization;

import io.caracal.api.rest.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Puts sources into another order. */
final class SourceOrder {
    private SourceOrder() {}

    /**
     * Moves one.
     *
     * @param position {@code front}, {@code rear}, {@code before:TYPE}, {@code after:TYPE}
     */
    static List<Map<String, Object>> moved(List<Map<String, Object>> sources, String type, String position) {
        List<Map<String, Object>> moved = new ArrayList<>(sources);
        Map<String, Object> source = moved.remove(index(moved, type));
        int colon = position.indexOf(':');
        String word = colon < 0 ? position : position.substring(0, colon);
        String other = position.substring(colon + 1);
        int place =
                switch (word) {
                    case "front" -> 0;
                    case "rear" -> moved.size();
                    case "before" -> colon < 0 ? -1 : neighbour(moved, type, other);
                    case "after" -> colon < 0 ? -1 : neighbour(moved, type, other) + 1;
                    default -> -1;
                };
        if (place < 0 || colon >= 0 && (word.equals("front") || word.equals("rear"))) {
            throw RestException.badRequest(
                    "position: given \"" + position + "\", expected front, rear, before:TYPE or after:TYPE");
        }
        moved.add(place, source);
        return moved;
    }

    private static int neighbour(List<Map<String, Object>> others, String type, String other) {
        if (other.equals(type)) {
            throw RestException.badRequest("position: given " + other + ", expected another source than " + type);
        }
        return index(others, other);
    }

    /** All of them in this order. */
    static List<Map<String, Object>> ordered(List<Map<String, Object>> sources, List<String> types) {
        List<Map<String, Object>> ordered =
                types.stream().map(type -> sources.get(index(sources, type))).toList();
        if (types.size() != sources.size() || new HashSet<>(types).size() != types.size()) {
            throw RestException.badRequest("given " + types + ", expected each source once: "
                    + sources.stream().map(SourceOrder::type).toList());
        }
        return ordered;
    }

    static int index(List<Map<String, Object>> sources, String type) {
        for (int i = 0; i < sources.size(); i++) {
            if (type(sources.get(i)).equals(type)) {
                return i;
            }
        }
        throw RestException.notFound("there is no source \"" + type + "\"; configured are "
                + sources.stream().map(SourceOrder::type).toList());
    }

    static boolean contains(List<Map<String, Object>> sources, String type) {
        return sources.stream().anyMatch(source -> type(source).equals(type));
    }

    static String type(Map<String, Object> source) {
        return String.valueOf(source.get("type"));
    }
}
