package io.caracal.launcher;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Says of a bundle whose start level was reached whether it is where it should be. */
final class BundleProblem {
    private BundleProblem() {}

    /** @param cause what the framework reported about this bundle, if it did */
    static Optional<String> of(Bundle bundle, @Nullable Throwable cause) {
        if (stands(bundle)) {
            return Optional.empty();
        }
        String reason = cause == null ? "no reason was reported" : reason(cause);
        return Optional.of("Bundle %s %s did not start (it is %s): %s"
                .formatted(bundle.getSymbolicName(), bundle.getVersion(), state(bundle), reason));
    }

    private static boolean stands(Bundle bundle) {
        if (!isFragment(bundle)) {
            return bundle.getState() == Bundle.ACTIVE;
        }
        // A fragment with native code for another processor stays unresolved by design.
        return bundle.getState() == Bundle.RESOLVED || bundle.getHeaders("").get(Constants.BUNDLE_NATIVECODE) != null;
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "uninstalled";
            case Bundle.INSTALLED -> "not resolved";
            case Bundle.RESOLVED -> "resolved but not started";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "stopping";
            default -> "in state " + bundle.getState();
        };
    }
}
