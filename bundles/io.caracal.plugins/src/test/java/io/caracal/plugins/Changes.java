package io.caracal.plugins;

import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginPlan;
import io.caracal.api.plugins.PluginSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An administrator who waits for each answer. */
final class Changes {
    private final ChangeQueue queue;

    Changes(ChangeQueue queue) {
        this.queue = queue;
    }

    PluginPlan install(String id) throws PluginException {
        return apply(new PluginChange.Install(new PluginSource.Stored(id), false));
    }

    PluginPlan installTakingOver(String id) throws PluginException {
        return apply(new PluginChange.Install(new PluginSource.Stored(id), true));
    }

    PluginPlan update(String name, String id) throws PluginException {
        return apply(new PluginChange.Update(name, new PluginSource.Stored(id), false));
    }

    PluginPlan updateTakingOver(String name, String id) throws PluginException {
        return apply(new PluginChange.Update(name, new PluginSource.Stored(id), true));
    }

    PluginPlan rollback(String name) throws PluginException {
        return apply(new PluginChange.Rollback(name, false));
    }

    PluginPlan remove(String name) throws PluginException {
        return apply(new PluginChange.Remove(name, false));
    }

    PluginPlan removeTakingOver(String name) throws PluginException {
        return apply(new PluginChange.Remove(name, true));
    }

    PluginPlan upload(byte[] content) throws PluginException, IOException {
        return apply(new PluginChange.Install(new PluginSource.Uploaded(receive(content)), false));
    }

    String receive(byte[] content) throws PluginException, IOException {
        return queue.receive(new ByteArrayInputStream(content), sha(content), TestPlugins.UPLOADER, "local");
    }

    PluginPlan apply(PluginChange change) throws PluginException {
        return await(queue.apply(change, TestPlugins.UPLOADER, "local"));
    }

    PluginPlan plan(PluginChange change) throws PluginException {
        return await(queue.plan(change));
    }

    PluginInfo info(String name) {
        return queue.plugin(name).orElseThrow();
    }

    static String sha(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static PluginPlan await(CompletionStage<PluginPlan> stage) throws PluginException {
        try {
            return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PluginException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
