package io.caracal.api.connector;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one type of connector. A bundle registers its factory as an OSGi service (a Declarative Services component); every
 * connector {@code connectors.<type>.<name>} of that type is then served by it, and so are the private ones that others open with
 * {@link Connectors#inline}.
 *
 * <p>The factory only brings the <em>type</em>. The connectors are configuration and stay when the bundle goes: their status is
 * {@code disconnected} with the reason {@code type not installed}, every call fails at once, and they come back as soon as a factory is
 * back. When a bundle is updated the new connectors are made and checked beside the old ones, and calls under way finish on the old.
 *
 * <p>Of several factories of one type the one of the bundle installed last serves if the bundles have the same symbolic name;
 * otherwise the one whose bundle has the higher version, then the higher service ranking.
 *
 * @param <S> the settings record: its components, with the annotations of {@code io.caracal.api.config}, are the keys of the
 *     connector in the configuration besides {@code enable}, {@code description}, {@code tags} and {@code resource_opts}, which the
 *     registry reads itself
 */
@ConsumerType
public interface ConnectorFactory<S extends Record> {
    /** {@code mysql}, {@code postgresql}, {@code http}, …: letters, digits, underscores. */
    String type();

    /** The record that a connector of this type is bound to. */
    Class<S> settingsType();

    /**
     * Makes a connector. Called on a thread that may block (never an event loop), for {@code resource_opts.start_timeout}, then
     * interrupted; a connector that comes later is closed again.
     *
     * <p>It need not reach the server: whether it does is asked by {@link Connector#check()} right afterwards, and again until it
     * does. Throw for what waiting does not mend (a certificate that cannot be read); creation is tried again all the same, at
     * growing intervals.
     *
     * @param settings the connector's settings, bound and validated
     * @param context what the broker offers to it
     * @throws Exception if it cannot be made; the message is shown to the operator, so it names what is wrong and what to do
     */
    Connector create(S settings, ConnectorContext context) throws Exception;
}
