package io.caracal.security;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The factories that are present. */
final class FactoryRegistry {
    private final Map<Long, Candidate> byServiceId = new ConcurrentHashMap<>();

    void add(Candidate candidate) {
        byServiceId.put(candidate.rank().serviceId(), candidate);
    }

    /** Forgets a factory; null if it was not there. */
    @Nullable
    Candidate remove(long serviceId) {
        Candidate candidate = byServiceId.remove(serviceId);
        if (candidate != null) {
            candidate.withdraw();
        }
        return candidate;
    }

    /** The factory of that service, if it is present. */
    Optional<Candidate> find(long serviceId) {
        return Optional.ofNullable(byServiceId.get(serviceId));
    }

    /** The factories of a type, the one to prefer first. */
    List<Candidate> ranked(String type) {
        return byServiceId.values().stream()
                .filter(candidate -> candidate.type().equals(type))
                .sorted(Comparator.comparing(Candidate::rank))
                .toList();
    }
}
