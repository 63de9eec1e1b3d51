package io.caracal.rest.authentication;

import io.caracal.api.auth.AuthenticationAdministration;
import io.caracal.api.auth.AuthenticationMonitor.ElementReport;
import io.caracal.api.auth.UserAdministration;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the routes of one chain do, be it that of the broker or of a listener. */
final class ChainRoutes {
    private final ChainName chain;
    private final ChainConfiguration configuration;
    private final AuthenticationAdministration authentication;

    ChainRoutes(ChainName chain, ChainConfiguration configuration, AuthenticationAdministration authentication) {
        this.chain = chain;
        this.configuration = configuration;
        this.authentication = authentication;
    }

    List<Map<String, Object>> list() {
        return configuration.elements(chain).stream().map(ChainRoutes::shown).toList();
    }

    Map<String, Object> get(String id) {
        List<Map<String, Object>> elements = configuration.elements(chain);
        return shown(elements.get(ElementOrder.index(elements, id)));
    }

    private static Map<String, Object> shown(Map<String, Object> element) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", ElementOrder.id(element));
        shown.putAll(element);
        shown.putIfAbsent("enable", true);
        return shown;
    }

    Map<String, Object> add(Map<String, @Nullable Object> body, RestCall call) {
        Map<String, Object> wanted = wanted(body);
        String id = ElementOrder.id(wanted);
        configuration.elements(
                chain,
                elements -> {
                    if (ElementOrder.ids(elements).contains(id)) {
                        throw new RestException(
                                ErrorCode.ALREADY_EXISTS, "there is an element \"" + id + "\" in this chain already");
                    }
                    elements.add(wanted);
                    return elements;
                },
                call);
        Map<String, Object> made = get(id);
        call.changed(null, made);
        return made;
    }

    Map<String, Object> change(String id, Map<String, @Nullable Object> body, RestCall call) {
        Map<String, Object> before = get(id);
        Map<String, Object> wanted = wanted(body);
        if (!ElementOrder.id(wanted).equals(id)) {
            throw RestException.badRequest("mechanism and backend: given those of " + ElementOrder.id(wanted)
                    + ", expected those of " + id + "; remove the element and add another one instead");
        }
        configuration.elements(
                chain,
                elements -> {
                    elements.set(ElementOrder.index(elements, id), wanted);
                    return elements;
                },
                call);
        Map<String, Object> after = get(id);
        call.changed(before, after);
        return after;
    }

    /** What is shown of an element may be sent back with it. */
    private static Map<String, Object> wanted(Map<String, @Nullable Object> body) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        body.forEach((key, value) -> {
            if (value != null && !key.equals("id")) {
                wanted.put(key, value);
            }
        });
        if (!(wanted.get("mechanism") instanceof String mechanism) || mechanism.isBlank()) {
            throw RestException.badRequest("mechanism: expected the name of a mechanism, such as password_based");
        }
        return wanted;
    }

    void remove(String id, RestCall call) {
        Map<String, Object> before = get(id);
        configuration.elements(
                chain,
                elements -> {
                    elements.remove(ElementOrder.index(elements, id));
                    return elements;
                },
                call);
        call.changed(before, null);
    }

    void move(String id, String position, RestCall call) {
        List<String> before = ElementOrder.ids(configuration.elements(chain));
        configuration.elements(chain, elements -> ElementOrder.moved(elements, id, position), call);
        call.changed(before, ElementOrder.ids(configuration.elements(chain)));
    }

    void order(List<String> ids, RestCall call) {
        List<String> before = ElementOrder.ids(configuration.elements(chain));
        configuration.elements(chain, elements -> ElementOrder.ordered(elements, ids), call);
        call.changed(before, ids);
    }

    ElementStatus status(String id) {
        List<ElementReport> reports = authentication.elements(chain.listener());
        return reports.stream()
                .filter(report -> report.id().equals(id))
                .findFirst()
                .map(ElementStatus::of)
                .orElseThrow(() -> RestException.notFound("there is no element \"" + id + "\" in this chain; there are "
                        + reports.stream().map(ElementReport::id).toList()));
    }

    UserRoutes users(String id) {
        String status = status(id).status();
        UserAdministration users = authentication
                .users(chain.listener(), id)
                .orElseThrow(() -> status.equals("running")
                        ? RestException.notFound("the element \"" + id + "\" keeps no users in the broker")
                        : new RestException(
                                ErrorCode.CONFLICT,
                                "the users of \"" + id + "\" can be managed while it runs; its status is " + status));
        return new UserRoutes(id, users);
    }
}
