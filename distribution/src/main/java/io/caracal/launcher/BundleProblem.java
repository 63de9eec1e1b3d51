package io.caracal.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Says of a bundle why it is not where it should be. */
final class BundleProblem {
    private BundleProblem() {}

    static String of(Bundle bundle, BundleException problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof BundleException ? String.valueOf(root.getMessage()) : root.toString();
        return "Bundle " + name(bundle) + " did not start: " + reason;
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    /** A fragment with native code stays without a host on every machine that the code is not for. */
    static boolean isDetachedFragment(Bundle bundle) {
        return isFragment(bundle)
                && bundle.getState() != Bundle.RESOLVED
                && bundle.getHeaders("").get(Constants.BUNDLE_NATIVECODE) == null;
    }

    static String ofDetachedFragment(Bundle bundle) {
        return "Bundle " + name(bundle) + " found no host "
                + bundle.getHeaders("").get(Constants.FRAGMENT_HOST);
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
