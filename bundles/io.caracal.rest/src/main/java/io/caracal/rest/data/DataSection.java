package io.caracal.rest.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** One section: knows how it is written, and how it is joined to what is there. Calls block, on a virtual thread. */
interface DataSection {
    SectionName name();

    /**
     * Writes all of it.
     *
     * @param secrets whether secrets that the broker itself reads are written, or masked; hashes and digests always are
     * @return how many entries
     */
    long export(OutputStream out, boolean secrets) throws IOException;

    /**
     * Joins what a file holds to what is there: entries of the same name are replaced, others stay; all of it or nothing.
     *
     * @param dryRun true to go through everything and change nothing
     * @throws UnfitDataException if there is something in it that cannot be used here; then nothing was changed
     * @throws IOException if it cannot be read or kept
     */
    Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException;

    /** A file that can be read again and again. */
    @FunctionalInterface
    interface Input {
        InputStream open() throws IOException;
    }

    /** Who has it done. */
    record Who(String actor, String source) {}

    /**
     * What came of it, or would.
     *
     * @param notes what whoever asked should know, in sentences
     */
    record Joined(long added, long replaced, long unchanged, List<String> notes) {
        public Joined {
            notes = List.copyOf(notes);
        }
    }
}
