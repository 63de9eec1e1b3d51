package io.caracal.rest.data;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.archive.Archive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which sections there are, and which of them somebody means. */
record Sections(List<DataSection> all) {
    /** In their order. */
    List<DataSection> wanted(Optional<List<SectionName>> named) {
        Set<SectionName> names = named.filter(list -> !list.isEmpty())
                .<Set<SectionName>>map(EnumSet::copyOf)
                .orElse(EnumSet.allOf(SectionName.class));
        return all.stream().filter(section -> names.contains(section.name())).toList();
    }

    /**
     * Those of an archive.
     *
     * @throws RestException if a section was named that it does not have, or one that the caller must not change
     */
    List<DataSection> of(Archive archive, Optional<List<SectionName>> named, boolean byApiKey) {
        List<DataSection> found = new ArrayList<>();
        for (DataSection section : wanted(named)) {
            if (archive.find(section.name().file()).isPresent()) {
                found.add(section);
            } else if (named.filter(names -> names.contains(section.name())).isPresent()) {
                throw RestException.badRequest("sections: the file has no section "
                        + section.name().word() + ", expected some of " + names(archive));
            }
        }
        if (byApiKey && found.stream().anyMatch(section -> section.name().isAccess())) {
            throw new RestException(
                    ErrorCode.NOT_ALLOWED,
                    "an API key was given, and rest_users and api_keys are imported by somebody who has logged in; leave them out by naming the sections: "
                            + found.stream()
                                    .map(DataSection::name)
                                    .filter(name -> !name.isAccess())
                                    .map(SectionName::word)
                                    .toList());
        }
        if (found.isEmpty()) {
            throw RestException.badRequest("the file has none of the sections that this broker knows, but "
                    + archive.manifest().contents().stream()
                            .map(content -> content.name())
                            .limit(20)
                            .toList());
        }
        return found;
    }

    private List<String> names(Archive archive) {
        return all.stream()
                .map(DataSection::name)
                .filter(name -> archive.find(name.file()).isPresent())
                .map(SectionName::word)
                .toList();
    }
}
