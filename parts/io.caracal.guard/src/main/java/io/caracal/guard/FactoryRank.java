package io.caracal.guard;

import java.util.Comparator;

/**
 * What decides which of several factories of one type serves; the registry that compares them says which order holds.
 *
 * @param bundle the symbolic name of the bundle that brings the factory
 * @param bundleId of that bundle; of two versions of one bundle the one installed later has the larger
 * @param version of that bundle
 * @param ranking the service property {@code service.ranking}
 * @param serviceId the service property {@code service.id}, which is unique
 */
public record FactoryRank(String bundle, long bundleId, BundleVersion version, int ranking, long serviceId) {
    private static final Comparator<FactoryRank> IN_A_BUNDLE = Comparator.comparing(
                    FactoryRank::ranking, Comparator.reverseOrder())
            .thenComparing(FactoryRank::serviceId, Comparator.reverseOrder());

    /**
     * Of versions of one bundle: the one installed last comes first, even if its version is the lower one. Whoever manages plugins
     * installs what shall serve from now on beside what serves until then, and this is how a way back works like a way forward.
     */
    public static final Comparator<FactoryRank> IN_TIME = Comparator.comparing(
                    FactoryRank::bundleId, Comparator.reverseOrder())
            .thenComparing(IN_A_BUNDLE);

    /** Of different bundles: the highest version, then the highest ranking, then the one that came last. */
    public static final Comparator<FactoryRank> IN_VERSION = Comparator.comparing(
                    FactoryRank::version, Comparator.reverseOrder())
            .thenComparing(IN_A_BUNDLE);
}
