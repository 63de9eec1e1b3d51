package io.caracal.rest.plugins;

import io.caracal.api.plugins.PluginAdministration;
import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginSource;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Has changes made and says how they went. */
final class PluginChanges {
    private final PluginAdministration plugins;
    private final String self;

    /** What the audit log tells of a plugin. */
    record Audited(String name, String version) {}

    /**
     * @param self the symbolic name of the bundle that answers; when it is itself replaced, nobody is left to wait for the end
     */
    PluginChanges(PluginAdministration plugins, String self) {
        this.plugins = plugins;
        this.self = self;
    }

    Response make(PluginChange change, boolean dryRun, RestCall call) {
        if (dryRun) {
            return Response.ok(await(plugins.plan(change))).build();
        }
        if (endsThis(change)) {
            return goOnWithout(change, call);
        }
        PluginPlan done = await(plugins.apply(change, call.actor(), call.sourceAddress()));
        note(done, call);
        return Response.ok(done).build();
    }

    /** Whether this very bundle goes with the change. */
    private boolean endsThis(PluginChange change) {
        return switch (change) {
            case PluginChange.Install install -> install.takeOver() && concernsThis(await(plugins.plan(install)));
            case PluginChange.Update(String name, PluginSource _, boolean _) -> bringsThis(name);
            case PluginChange.Rollback(String name, boolean _) -> bringsThis(name);
            case PluginChange.Remove(String name, boolean _) -> bringsThis(name);
        };
    }

    private boolean concernsThis(PluginPlan plan) {
        return plan.bundles().stream().anyMatch(step -> step.symbolicName().equals(self));
    }

    private boolean bringsThis(String name) {
        List<PluginInfo.BundleInfo> bundles =
                plugins.plugin(name).map(PluginInfo::bundles).orElse(List.of());
        return bundles.stream().anyMatch(bundle -> bundle.symbolicName().equals(self));
    }

    /** Says yes or no by a dry run, and that the change has begun: its end would wait for this call, and this call for its end. */
    private Response goOnWithout(PluginChange change, RestCall call) {
        PluginPlan plan = await(plugins.plan(change));
        if (!plan.refusals().isEmpty()) {
            throw new RestException(ErrorCode.CONFLICT, String.join("; ", plan.refusals()));
        }
        plugins.apply(change, call.actor(), call.sourceAddress());
        note(plan, call);
        return Response.ok(noting(plan)).build();
    }

    private static PluginPlan noting(PluginPlan plan) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add(
                "this interface replaces itself just now; ask for the plugin in some seconds to see how that ended");
        return new PluginPlan(
                plan.name(),
                plan.from(),
                plan.to(),
                plan.bundles(),
                plan.restarted(),
                plan.elements(),
                warnings,
                plan.refusals());
    }

    private static void note(PluginPlan plan, RestCall call) {
        call.changed(audited(plan.name(), plan.from()), audited(plan.name(), plan.to()));
    }

    private static @Nullable Audited audited(String name, String version) {
        return version.isEmpty() ? null : new Audited(name, version);
    }

    private static PluginPlan await(CompletionStage<PluginPlan> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PluginException refused) {
                throw refusal(refused);
            }
            throw new IllegalStateException("a change of plugins ended in an unexpected way", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE, "the broker stops, or this interface is replaced; look again later");
        }
    }

    static RestException refusal(PluginException e) {
        ErrorCode code =
                switch (e.kind()) {
                    case NOT_FOUND -> ErrorCode.NOT_FOUND;
                    case CONFLICT, FAILED -> ErrorCode.CONFLICT;
                    case REFUSED -> ErrorCode.BAD_REQUEST;
                    case FORBIDDEN -> ErrorCode.NOT_ALLOWED;
                    case TOO_LARGE -> ErrorCode.CONTENT_TOO_LARGE;
                    case BUSY -> ErrorCode.TOO_MANY_REQUESTS;
                    case STOPPING -> ErrorCode.SERVICE_UNAVAILABLE;
                    case INTERNAL -> ErrorCode.INTERNAL_ERROR;
                };
        return new RestException(code, e.reason(), Map.of());
    }
}
