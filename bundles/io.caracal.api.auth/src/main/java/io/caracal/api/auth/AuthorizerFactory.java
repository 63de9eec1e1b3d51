package io.caracal.api.auth;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one type of authorization source. A bundle registers its factory as an OSGi service (a Declarative Services component); an
 * element of {@code authorization.sources} whose {@code type} equals the factory's is then served by it.
 *
 * <p>What is said of {@link AuthenticatorFactory} about bundles that come and go, about two factories of one type and about updates
 * holds here too: the source is configuration and stays when the bundle goes; a source whose type is not installed denies whoever
 * reaches it, and works again as soon as a factory is back.
 *
 * @param <S> the settings record: its components, with the annotations of {@code io.caracal.api.config}, are the keys of the source
 *     in the configuration, besides {@code type} and {@code enable}, which the chain reads itself
 */
@ConsumerType
public interface AuthorizerFactory<S extends Record> {
    /** {@code file}, {@code built_in_database}, {@code mysql}, {@code http}, …; also the id of the source, so each stands once. */
    String type();

    /** The record that a source of this type is bound to. */
    Class<S> settingsType();

    /**
     * Makes an authorizer ready for use. Called on a thread that may block (never an event loop), for at most
     * {@code authorization.start_timeout}; an authorizer that comes later is closed again. If this throws or takes too long, the
     * authorizer that served the source before goes on serving; if there was none, the source denies, with the message as its status.
     *
     * <p>A back end that cannot be reached just now is better reported by the calls than by failing here: creation is tried again
     * only when a factory comes or goes.
     *
     * @param settings the source's settings, bound and validated
     * @param context what the broker offers to it
     * @throws Exception if it cannot start; the message is shown to the operator, so it names what is wrong and what to do
     */
    Authorizer create(S settings, AuthorizerContext context) throws Exception;
}
