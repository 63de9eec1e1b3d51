package io.caracal.rest.application;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses from all contributions those that can be together: no class twice, no route twice; what loses is named in the log. */
final class Fitness {
    private static final Logger LOG = LoggerFactory.getLogger(Fitness.class);

    private final Map<String, Contribution> classes = new HashMap<>();
    private final Map<String, Contribution> routes = new HashMap<>();

    List<Contribution> fit(List<Contribution> wanted) {
        List<Contribution> fit = new ArrayList<>();
        Comparator<Contribution> best = Comparator.comparing(Contribution::own)
                .thenComparing(Contribution::rank)
                .reversed();
        for (Contribution contribution : wanted.stream().sorted(best).toList()) {
            if (fits(contribution)) {
                fit.add(contribution);
            }
        }
        return fit;
    }

    private boolean fits(Contribution contribution) {
        Contribution twin =
                classes.putIfAbsent(contribution.resource().getClass().getName(), contribution);
        if (twin != null) {
            LOG.info("{} serves, {} does not", twin, contribution);
            return false;
        }
        Set<String> mine = new HashSet<>();
        try {
            for (Route route : Route.of(contribution.resource().getClass())) {
                mine.add(route.key());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} is left out, its routes cannot be read", contribution, e);
            return false;
        }
        for (String key : mine) {
            Contribution owner = routes.get(key);
            if (owner != null) {
                LOG.error("{} is left out: the route {} belongs to {}", contribution, key, owner);
                return false;
            }
        }
        if (mine.isEmpty()) {
            LOG.error("{} is left out: its class has no @Path or no method with @GET, @POST, …", contribution);
            return false;
        }
        mine.forEach(key -> routes.put(key, contribution));
        return true;
    }
}
