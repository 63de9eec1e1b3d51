package io.caracal.config;

import io.caracal.config.change.Section;
import io.caracal.config.change.Sections;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the known sections in line with the bundles that come and go; lets go of the classes of those that went. */
final class ClaimTracker extends BundleTracker<List<Section>> {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimTracker.class);
    private static final int PRESENT = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final Sections sections;

    ClaimTracker(BundleContext context, Sections sections) {
        super(context, PRESENT, null);
        this.sections = sections;
    }

    @Override
    public List<Section> addingBundle(Bundle bundle, BundleEvent event) {
        BundleSections found = new BundleSections(bundle);
        found.problems().forEach(problem -> LOG.error("configuration: {}", problem));
        for (Section section : found.sections()) {
            sections.find(section.path())
                    .filter(first -> !first.isSame(section))
                    .ifPresent(first -> LOG.error(
                            "section={} belongs to {}, not used for {}",
                            section.path(),
                            first.claim(),
                            section.claim()));
            sections.add(section);
        }
        return found.sections();
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, List<Section> found) {
        found.forEach(sections::remove);
    }
}
