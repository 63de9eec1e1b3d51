package io.caracal.rest.data;

import io.caracal.archive.Archive;
import io.caracal.archive.Content;
import io.caracal.rest.data.DataSection.Who;
import io.caracal.rest.data.SectionReport.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins sections of an archive to what is there: all are checked before the first is applied. */
record Import(Archive archive, List<DataSection> sections, Who who) {
    private static final Logger LOG = LoggerFactory.getLogger(Import.class);

    /** Goes through everything and changes nothing. */
    List<SectionReport> check() throws IOException {
        List<SectionReport> reports = new ArrayList<>();
        for (DataSection section : sections) {
            try {
                reports.add(SectionReport.of(section.name(), State.FIT, section.join(input(section), true, who)));
            } catch (UnfitDataException e) {
                reports.add(SectionReport.of(section.name(), State.UNFIT, e));
            }
        }
        return reports;
    }

    /** Applies them one after the other; one that fails keeps no other back. */
    List<SectionReport> apply() {
        List<SectionReport> reports = new ArrayList<>();
        for (DataSection section : sections) {
            try {
                reports.add(SectionReport.of(section.name(), State.APPLIED, section.join(input(section), false, who)));
            } catch (UnfitDataException | IOException | RuntimeException e) {
                LOG.error(
                        "the import of section={} of file={} failed",
                        section.name().word(),
                        archive.file(),
                        e);
                reports.add(SectionReport.of(section.name(), State.FAILED, e));
            }
        }
        return reports;
    }

    private DataSection.Input input(DataSection section) throws IOException {
        Content content = archive.find(section.name().file())
                .orElseThrow(() -> new IllegalStateException(section.name() + " is not in the archive"));
        return () -> archive.read(content);
    }
}
