package io.caracal.api.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The configuration of the running broker, for administrators: to read it, to change it, to take changes back. From any thread
 * but an event loop: calls wait for the disk, and for changes that others make.
 *
 * <p>Layers, from weak to strong: the defaults of the records, run-time changes, the configuration file, environment variables,
 * the command line. <b>Every key has one owner.</b> What file, environment or command line set is pinned and cannot be changed
 * here; everything else can, is kept in {@code data/configs/overrides.conf} and survives restarts. If the file pins a key later
 * that was changed here, the file wins.
 *
 * <p>Values are trees of {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Number}, {@link Boolean} and null.
 * Secrets are shown as {@value #MASK}; sent back like this they keep their value.
 *
 * <p>A listener, an element of the authentication chain, a connector is configuration: whoever starts, stops, adds or removes
 * one does it by a {@link #change} of its key.
 */
@ProviderType
public interface ConfigurationAdministration {
    /** What stands for the value of a secret. */
    String MASK = "******";

    /** The keys at the root of the tree that are known now, sorted. */
    List<String> sections();

    /** What identifies the configuration in force; another one after every change, however it came about, and every start. */
    String revision();

    /**
     * The configuration in force, defaults included, secrets masked.
     *
     * @param path a key, {@code listeners.tcp.default}; empty for the whole tree
     * @return empty if there is no such key
     */
    Optional<ConfigurationView> read(String path);

    /**
     * Changes configuration: as a whole or not at all.
     *
     * @throws SettingsException if the text cannot be read, values are not valid or an owner cannot apply them
     * @throws PinnedKeysException if a key is to be changed that is pinned
     * @throws RevisionConflictException if the configuration in force is not the expected one
     * @throws IOException if the change cannot be stored; then it is not applied
     */
    ChangeOutcome change(ChangeRequest request)
            throws SettingsException, PinnedKeysException, RevisionConflictException, IOException;

    /**
     * Takes back all run-time changes of one section.
     *
     * @param section a key at the root of the tree; with {@link SettingsException} if there is none
     */
    ChangeOutcome reset(String section, ChangeConditions conditions)
            throws SettingsException, RevisionConflictException, IOException;

    /**
     * Takes back the last run-time change that is in the {@link #history} and not taken back yet; called again, the one before.
     *
     * @throws SettingsException also if there is none
     */
    ChangeOutcome undo(ChangeConditions conditions) throws SettingsException, RevisionConflictException, IOException;

    /**
     * Reads the configuration file and what it includes again, and applies what is different. Environment and command line are
     * those of the process. With {@link ChangeConditions#dryRun} the differences are only shown.
     */
    ChangeOutcome reload(ChangeConditions conditions) throws SettingsException, RevisionConflictException, IOException;

    /** The last 20 changes, the newest first. */
    List<HistoryEntry> history();

    /**
     * What was changed at run time and holds, as HOCON that {@link #change} takes with an empty path; empty text if nothing was.
     *
     * @param secrets true for the values of secrets as they are stored; else they are masked, but for references ({@code file:}, {@code env:})
     */
    String runtimeChanges(boolean secrets);

    /**
     * The JSON Schema (2020-12, as JSON text) of a section; besides what the standard defines it has, for each key, {@code x-unit}
     * ({@code duration}, {@code bytes}) and {@code x-applies} (the {@link Applies.When#words}).
     *
     * @return empty if there is no such section
     */
    Optional<String> schema(String section);
}
