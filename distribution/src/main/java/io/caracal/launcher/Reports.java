package io.caracal.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/**
 * What bundles tell the launcher. Launcher and bundles share no class, so they speak through properties of whatever service they
 * register: {@code io.caracal.listener} for each open listener, {@code io.caracal.failure} with {@code io.caracal.exit.code} when
 * the broker must not go on.
 */
final class Reports {
    private static final String LISTENER = "io.caracal.listener";
    private static final String FAILURE = "io.caracal.failure";
    private static final String EXIT_CODE = "io.caracal.exit.code";

    private final BundleContext context;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    Reports(BundleContext context) {
        this.context = context;
        try {
            context.addServiceListener(this::failed, "(" + FAILURE + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING
                    && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                end.complete(null);
            }
        });
    }

    /** @throws LaunchException with the text and exit code of the first failure that was reported, if any was */
    void check() throws LaunchException {
        if (end.isCompletedExceptionally() && end.exceptionNow() instanceof LaunchException failure) {
            throw failure;
        }
    }

    /** Waits until a bundle reports a failure, which is thrown, or the framework is stopping. */
    void awaitEnd() throws LaunchException {
        end.handle((_, _) -> true).join();
        check();
    }

    /** The addresses that are open, as their owners describe them. */
    List<String> listeners() {
        return references("(" + LISTENER + "=*)").stream()
                .map(reference -> String.valueOf(reference.getProperty(LISTENER)))
                .sorted()
                .toList();
    }

    /** After a mere check there is no failure and, as the only sign that the check took place, an exit code of 0. */
    boolean checkPassed() {
        return !references("(" + EXIT_CODE + "=0)").isEmpty();
    }

    private List<ServiceReference<?>> references(String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void failed(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            ServiceReference<?> reference = event.getServiceReference();
            int code = reference.getProperty(EXIT_CODE) instanceof Integer number && number != 0
                    ? number
                    : ExitCode.UNEXPECTED.number();
            end.completeExceptionally(new LaunchException(code, String.valueOf(reference.getProperty(FAILURE)), null));
        }
    }
}
