package io.caracal.security;

import java.util.Comparator;

/**
 * Which of several factories of one type serves: that of the newest bundle version; of equal versions the one with the higher
 * service ranking; of equal rankings the one registered last, so that another build of the same version takes over when it comes and
 * not only when the old one goes. The smallest rank is the best.
 *
 * @param version of the bundle
 * @param ranking the service property {@code service.ranking}
 * @param serviceId the service property {@code service.id}, which is unique
 */
record FactoryRank(BundleVersion version, int ranking, long serviceId) implements Comparable<FactoryRank> {
    private static final Comparator<FactoryRank> ORDER = Comparator.comparing(
                    FactoryRank::version, Comparator.reverseOrder())
            .thenComparing(FactoryRank::ranking, Comparator.reverseOrder())
            .thenComparing(FactoryRank::serviceId, Comparator.reverseOrder());

    @Override
    public int compareTo(FactoryRank other) {
        return ORDER.compare(this, other);
    }
}
