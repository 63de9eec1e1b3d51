package io.caracal.security;

import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Reads from the service of a factory what decides whether it serves. */
final class ServiceRank {
    private ServiceRank() {}

    static FactoryRank of(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        Version version = bundle == null ? Version.emptyVersion : bundle.getVersion();
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
        return new FactoryRank(
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? 0 : bundle.getBundleId(),
                new BundleVersion(version.getMajor(), version.getMinor(), version.getMicro(), version.getQualifier()),
                ranking,
                id(reference));
    }

    static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
