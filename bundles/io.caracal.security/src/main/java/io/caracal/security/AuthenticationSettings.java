package io.caracal.security;

import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The section {@code authentication}: the chain, element by element, in the order in which clients pass it. */
@SettingsSection("authentication")
@Description(
        "The authentication chain: a list of elements {mechanism, backend, enable, …}, asked in this order. The first that "
                + "knows the client decides; a client that none knows is rejected. An absent or empty list lets everyone in and is "
                + "possible on loopback listeners only. Keys besides mechanism, backend, enable, precondition and ignore_backend_failures are those of the element's type. An "
                + "element whose type is not installed rejects every client that reaches it.")
public record AuthenticationSettings(
        @Whole
        @Description(
                "The elements: mechanism (password_based, …), backend (built_in_database, …; absent for a mechanism without "
                        + "back ends), enable (true by default; false passes the element over), precondition (which clients it is asked about), "
                        + "ignore_backend_failures (false by default; true goes on when a call fails), and the keys of the type.")
        List<SettingsNode> elements) {

    public AuthenticationSettings {
        elements = List.copyOf(elements);
        Set<String> seen = new HashSet<>();
        for (SettingsNode node : elements) {
            String id = ElementSettings.of(node).id();
            if (!seen.add(id)) {
                throw new IllegalArgumentException(node.path() + ": a second element " + id
                        + " was given, expected each mechanism and backend at most once; remove one of them");
            }
        }
    }

    /** What each element says to the chain itself. */
    List<ElementSettings> chain() {
        return elements.stream().map(ElementSettings::of).toList();
    }
}
