package io.caracal.itests.lifecycle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The broker's own bundles at one moment: two of these are equal if nothing was restarted, rewired, or registered anew in between.
 * What is compared by identity is written as its identity hash, so that this holds on to nothing.
 *
 * @param bundles state, revision and wires by bundle
 * @param services interfaces and service object by service id
 */
public record CoreState(Map<String, List<String>> bundles, Map<Long, String> services) {
    private static final String PLUGIN = "plugin:";

    /** How the bundles of a framework are now. */
    public static CoreState of(BundleContext context) {
        Map<String, List<String>> bundles = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (!bundle.getLocation().startsWith(PLUGIN)) {
                bundles.put(bundle.getBundleId() + " " + bundle.getSymbolicName(), describe(bundle));
            }
        }
        return new CoreState(bundles, services(context));
    }

    private static List<String> describe(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<String> wires = wiring == null
                ? List.of()
                : wiring.getRequiredWires(null).stream()
                        .sorted(Comparator.comparing(Object::toString))
                        .map((BundleWire wire) -> wire.getCapability() + " by " + identity(wire.getProviderWiring()))
                        .toList();
        return List.of(
                "state " + bundle.getState(),
                "modified " + bundle.getLastModified(),
                "revision " + identity(bundle.adapt(BundleRevision.class)),
                "wiring " + identity(wiring),
                "wires " + wires);
    }

    private static Map<Long, String> services(BundleContext context) {
        try {
            Map<Long, String> services = new TreeMap<>();
            for (ServiceReference<?> reference :
                    Objects.requireNonNull(context.getAllServiceReferences(null, "(service.scope=singleton)"))) {
                Bundle owner = reference.getBundle();
                if (owner != null && !owner.getLocation().startsWith(PLUGIN)) {
                    services.put(
                            (Long) reference.getProperty(Constants.SERVICE_ID),
                            Arrays.toString((String[]) reference.getProperty(Constants.OBJECTCLASS)) + " "
                                    + identity(context.getService(reference)));
                }
            }
            return services;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String identity(Object object) {
        return Integer.toHexString(System.identityHashCode(object));
    }
}
