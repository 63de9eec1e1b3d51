package io.caracal.plugins;

import java.util.List;
import java.util.Set;

/**
 * What has become of a started bundle.
 *
 * @param services the interfaces under which it offers services
 * @param failures components that could not be activated, in words
 * @param missing components that wait for something, with what they wait for, in words
 * @param objections what those say who have tried to use its services and could not
 */
record Health(Set<String> services, List<String> failures, List<String> missing, List<String> objections) {
    boolean offers(Set<String> wanted) {
        return services.containsAll(wanted);
    }
}
