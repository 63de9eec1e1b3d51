package io.caracal.api.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plugins while the broker runs: what is there, and how it changes. A plugin is a feature (several bundles that come and go
 * together) or a single bundle; it is known by one name: of a feature the artifact of its {@code id}, of a bundle its symbolic name.
 *
 * <p><b>Owners.</b> Each plugin has one owner: the folder {@code plugins/}, if a file there brings it, or this service. What a file
 * brings, this service changes only when it is asked to take it over ({@code takeOver}); else the change ends as
 * {@link PluginException.Kind#CONFLICT}, naming the file. A file whose plugin was taken over stays where it is and is not used.
 *
 * <p><b>Changes</b> are made one at a time, in the order in which they were asked for, and are atomic: whenever the process ends, at
 * the next start either the plugin as it was or the plugin as it shall be is there. An update starts the new version beside the old
 * one; the old one goes when the new one offers everything that the old one does and those who use it could use it. If that is not so in
 * {@code plugins.start_timeout}, the new one goes again, and the stage completes with {@link PluginException.Kind#FAILED}.
 *
 * <p>All methods may be called from any thread; none blocks for longer than it takes to look at the framework, but
 * {@link #receive}, which reads its stream. Stages complete on a thread of the implementation: whoever goes on with something that
 * takes long hands it to an executor. They complete exceptionally with {@link PluginException} and with nothing else.
 */
@ProviderType
public interface PluginAdministration {
    /** Every plugin that runs, should run, or is held back, in the order of names. */
    List<PluginInfo> plugins();

    /** One of them. */
    Optional<PluginInfo> plugin(String name);

    /** What the local repository offers for installation, in the order of names: the features that it names. */
    List<StoredPlugin> stored();

    /**
     * Takes an upload in and keeps it until a change uses it, or for 15 minutes. Nothing of it is installed yet, and nothing of it was
     * looked at besides its size and its digest. A bundle (jar), a feature file (JSON, its bundles being in the local
     * repository), or an archive (zip) with {@code feature.json} and jars named {@code artifact-version.jar} beside it.
     *
     * <p>In an uploaded feature file every bundle states its {@code "sha256"}.
     *
     * @param content is read to its end, or until it proves too large; closed by the caller
     * @param sha256 of the content, 64 hexadecimal digits
     * @param actor who uploads; has to be among {@code plugins.upload.allow}
     * @param source from where, for the log: an address or {@code local}
     * @return the upload, for {@link PluginSource.Uploaded}
     * @throws PluginException FORBIDDEN if uploads are off or not allowed to this actor, TOO_LARGE, REFUSED if the digest is another
     * @throws IOException if the content cannot be read, or not be stored
     */
    String receive(InputStream content, String sha256, String actor, String source) throws PluginException, IOException;

    /**
     * What a change would do. Nothing changes; bundles that would come in are wired to the others for a moment and taken away again
     * without having been started, so the answer to whether they fit is true and not guessed. Whether they start, only the change shows.
     *
     * @return completes with a plan also if the change would be refused: see {@link PluginPlan#refusals()}. Completes exceptionally
     *     only where there is nothing to plan: NOT_FOUND, BUSY, STOPPING
     */
    CompletionStage<PluginPlan> plan(PluginChange change);

    /**
     * Makes a change. At most 16 may wait; the next one ends as BUSY at once.
     *
     * @param actor who asks for it
     * @param source from where: an address or {@code local}
     * @return completes with the plan that was carried out, when the new state is durable and the old bundles are gone
     */
    CompletionStage<PluginPlan> apply(PluginChange change, String actor, String source);
}
