package io.caracal.rest.authentication;

import io.caracal.api.rest.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Finds elements in a chain by their ids, and puts them into another order. */
final class ElementOrder {
    private ElementOrder() {}

    /** {@code password_based:built_in_database}; the mechanism alone if there is no back end. */
    static String id(Map<String, Object> element) {
        Object backend = element.get("backend");
        String mechanism = String.valueOf(element.get("mechanism"));
        return backend == null || backend.toString().isEmpty() ? mechanism : mechanism + ":" + backend;
    }

    static List<String> ids(List<Map<String, Object>> elements) {
        return elements.stream().map(ElementOrder::id).toList();
    }

    static int index(List<Map<String, Object>> elements, String id) {
        int index = ids(elements).indexOf(id);
        if (index < 0) {
            throw RestException.notFound(
                    "there is no element \"" + id + "\" in this chain; there are " + ids(elements));
        }
        return index;
    }

    /**
     * Moves one.
     *
     * @param position {@code front}, {@code rear}, {@code before:ID}, {@code after:ID}
     */
    static List<Map<String, Object>> moved(List<Map<String, Object>> elements, String id, String position) {
        List<Map<String, Object>> moved = new ArrayList<>(elements);
        Map<String, Object> element = moved.remove(index(moved, id));
        moved.add(place(moved, id, position), element);
        return moved;
    }

    private static int place(List<Map<String, Object>> others, String id, String position) {
        if (position.equals("front")) {
            return 0;
        }
        if (position.equals("rear")) {
            return others.size();
        }
        String[] parts = position.split(":", 2);
        boolean before = parts[0].equals("before");
        if (parts.length < 2 || !before && !parts[0].equals("after") || parts[1].equals(id)) {
            throw RestException.badRequest("position: given \"" + position
                    + "\", expected front, rear, before:ID or after:ID of another element");
        }
        return index(others, parts[1]) + (before ? 0 : 1);
    }

    /** All of them in this order. */
    static List<Map<String, Object>> ordered(List<Map<String, Object>> elements, List<String> wanted) {
        List<Map<String, Object>> ordered =
                wanted.stream().map(id -> elements.get(index(elements, id))).toList();
        if (wanted.size() != elements.size() || new HashSet<>(wanted).size() != wanted.size()) {
            throw RestException.badRequest("given " + wanted + ", expected each element once: " + ids(elements));
        }
        return ordered;
    }
}
