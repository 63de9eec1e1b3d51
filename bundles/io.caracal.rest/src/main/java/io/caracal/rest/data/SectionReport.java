package io.caracal.rest.data;

import io.caracal.api.rest.Describe;
import java.util.List;

/** What became of a section. */
public record SectionReport(
        @Describe("Which.") String section,
        @Describe("What became of it.") State state,
        @Describe("Entries that there were none of.") long added,

        @Describe("Entries, or keys of the configuration, that had other content.")
        long replaced,

        @Describe("Entries that were there just so.") long unchanged,
        @Describe("What else there is to know.") List<String> notes,

        @Describe("Why it cannot be imported, or why that failed; empty if nothing is wrong.")
        String problem) {

    /** What can become of a section. */
    public enum State {
        /** It could be imported; nothing was changed. */
        FIT,
        /** It was imported. */
        APPLIED,
        /** It holds what cannot be used here; nothing was changed. */
        UNFIT,
        /** It was to be imported, and that failed. */
        FAILED
    }

    static SectionReport of(SectionName section, State state, DataSection.Joined joined) {
        return new SectionReport(
                section.word(), state, joined.added(), joined.replaced(), joined.unchanged(), joined.notes(), "");
    }

    static SectionReport of(SectionName section, State state, Exception problem) {
        return new SectionReport(section.word(), state, 0, 0, 0, List.of(), String.valueOf(problem.getMessage()));
    }

    boolean isGood() {
        return problem.isEmpty();
    }
}
