package io.caracal.security;

import io.caracal.guard.FactoryRank;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The factories that are present.
 *
 * @param <F> the contract that they are factories of
 */
final class FactoryRegistry<F> {
    private final Map<Long, Candidate<F>> byServiceId = new ConcurrentHashMap<>();

    void add(Candidate<F> candidate) {
        byServiceId.put(candidate.rank().serviceId(), candidate);
    }

    /** Forgets a factory; null if it was not there. */
    @Nullable
    Candidate<F> remove(long serviceId) {
        Candidate<F> candidate = byServiceId.remove(serviceId);
        if (candidate != null) {
            candidate.withdraw();
        }
        return candidate;
    }

    /** The factory of that service, if it is present. */
    Optional<Candidate<F>> find(long serviceId) {
        return Optional.ofNullable(byServiceId.get(serviceId));
    }

    /** The types that there are factories of, sorted. */
    List<String> types() {
        return byServiceId.values().stream()
                .map(Candidate::type)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The factories of a type, the one to prefer first: for each bundle the version installed last stands for it, those that it
     * replaces come right behind; among bundles of different names the higher version decides.
     */
    List<Candidate<F>> ranked(String type) {
        Map<String, List<Candidate<F>>> versions = byServiceId.values().stream()
                .filter(candidate -> candidate.type().equals(type))
                .sorted(Comparator.comparing(Candidate::rank, FactoryRank.IN_TIME))
                .collect(Collectors.groupingBy(candidate -> candidate.rank().bundle()));
        return versions.values().stream()
                .sorted(Comparator.comparing(found -> found.getFirst().rank(), FactoryRank.IN_VERSION))
                .flatMap(List::stream)
                .toList();
    }
}
