package io.caracal.plugins;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bundle is installed for each symbolic name when several claims bring one: the highest version, and of one version the newest file. */
final class Selection {
    private static final Comparator<PluginBundle> ORDER = Comparator.comparing(PluginBundle::version)
            .thenComparing(PluginBundle::modified)
            .thenComparing(PluginBundle::sha);

    private final Map<String, PluginBundle> winners = new HashMap<>();

    Selection(Collection<? extends Claim> claims) {
        for (Claim claim : claims) {
            claim.wish().ifPresent(unit -> unit.bundles().forEach(this::add));
        }
    }

    private void add(PluginBundle bundle) {
        winners.merge(bundle.symbolicName(), bundle, (a, b) -> ORDER.compare(a, b) >= 0 ? a : b);
    }

    /** The bundle that this one stands back for, if it does. */
    Optional<PluginBundle> preferredTo(PluginBundle bundle) {
        return Optional.ofNullable(winners.get(bundle.symbolicName()))
                .filter(winner -> !winner.sha().equals(bundle.sha()));
    }

    /** Whether this very bundle is wanted. */
    boolean wants(PluginBundle bundle) {
        PluginBundle winner = winners.get(bundle.symbolicName());
        return winner != null && winner.sha().equals(bundle.sha());
    }

    boolean wantsName(String symbolicName) {
        return winners.containsKey(symbolicName);
    }

    boolean wants(InstalledPlugin plugin) {
        @Nullable PluginBundle winner = winners.get(plugin.symbolicName());
        return winner != null && plugin.is(winner);
    }
}
