package io.caracal.api.auth;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one type of authenticator. A bundle registers its factory as an OSGi service (a Declarative Services component); an
 * element of the {@code authentication} chain whose {@code mechanism} and {@code backend} equal the factory's is then served by it.
 *
 * <p>The factory only brings the <em>type</em>. The elements are configuration and stay when the bundle goes; an element whose
 * type is not installed rejects every client that reaches it, and works again as soon as a factory is back.
 *
 * <p>If two factories with the same mechanism and backend are present, and their bundles have the same symbolic name, the one of the
 * bundle installed last serves, be its version higher or lower; that is how an update or a way back replaces the other version while
 * both are installed. Of bundles with different names the one with the higher version serves, of equal versions the one with the
 * higher service ranking, then the one that came last.
 *
 * @param <S> the settings record: its components, with the annotations of {@code io.caracal.api.config}, are the keys of the
 *     element in the configuration, besides {@code mechanism}, {@code backend} and {@code enable}, which the chain reads itself
 */
@ConsumerType
public interface AuthenticatorFactory<S extends Record> {
    /** {@code password_based}, {@code jwt}, {@code scram}, … */
    String mechanism();

    /** {@code built_in_database}, {@code mysql}, {@code http}, …; empty for a mechanism without back ends. */
    String backend();

    /** The record that an element of this type is bound to. */
    Class<S> settingsType();

    /**
     * Makes an authenticator ready for use. Called on a thread that may block (never an event loop). The chain waits
     * {@code authentication_settings.start_timeout}, then interrupts; an authenticator that comes later is closed again. If this
     * throws or takes too long, the authenticator that served the element before goes on serving; if there was none, the element
     * rejects every client that reaches it, with the message as its status.
     *
     * <p>A back end that cannot be reached just now is better reported by the calls than by failing here: creation is tried
     * again only when a factory comes or goes.
     *
     * @param settings the element's settings, bound and validated
     * @param context what the broker offers to it
     * @throws Exception if it cannot start; the message is shown to the operator, so it names what is wrong and what to do
     */
    Authenticator create(S settings, AuthenticatorContext context) throws Exception;
}
