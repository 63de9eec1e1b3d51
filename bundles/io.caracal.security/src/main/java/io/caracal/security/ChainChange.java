package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from one chain to another. Nobody passes through the new elements before the commit. */
final class ChainChange implements PreparedChange {
    private final DynamicChain chain;
    private final AuthenticationSettings wanted;
    private final List<Element> elements;
    private final Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting;

    private ChainChange(
            DynamicChain chain,
            AuthenticationSettings wanted,
            List<Element> elements,
            Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        this.chain = chain;
        this.wanted = wanted;
        this.elements = elements;
        this.starting = starting;
    }

    static PreparedChange prepare(DynamicChain chain, AuthenticationSettings wanted) throws ElementException {
        List<Element> elements = new ArrayList<>();
        List<Element> added = new ArrayList<>();
        for (ElementSettings settings : wanted.chain()) {
            Optional<Element> same = chain.current().stream()
                    .filter(element -> isSame(element, settings))
                    .findFirst();
            Element element = same.orElseGet(() -> new Element(settings));
            elements.add(element);
            if (same.isEmpty() && settings.enable()) {
                added.add(element);
            }
        }
        ChainChange change = new ChainChange(chain, wanted, elements, chain.begin(added));
        for (Element element : added) {
            Optional<String> objection = objection(element, chain);
            if (objection.isPresent()) {
                change.abort();
                throw new ElementException(element.settings(), objection.get());
            }
        }
        return change;
    }

    /** Whether what serves would come out the same again. A secret may have changed in the file that it is in. */
    private static boolean isSame(Element element, ElementSettings wanted) {
        ElementSettings present = element.settings();
        boolean same = present.id().equals(wanted.id())
                && present.enable() == wanted.enable()
                && present.typeKeys().sameAs(wanted.typeKeys());
        return same
                && switch (element.state()) {
                    case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>>(
                            var authenticator,
                            var candidate) -> isMadeOf(authenticator, candidate, wanted);
                    case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>> _,
                            ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _,
                            ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> true;
                };
    }

    private static boolean isMadeOf(
            LiveAuthenticator authenticator, Candidate<AuthenticatorFactory<?>> candidate, ElementSettings wanted) {
        try {
            return authenticator.madeOf(
                    wanted.typeKeys().bind(candidate.factory().settingsType()));
        } catch (SettingsException | RuntimeException | LinkageError e) {
            // To start a new one will tell why.
            return false;
        }
    }

    private static Optional<String> objection(Element element, DynamicChain chain) {
        return switch (element.state()) {
            case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>> _,
                    ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Optional.empty();
            case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>>(String reason) -> Optional.of(reason);
            case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _ ->
                Optional.of("no bundle brings the type " + element.id() + "; installed are "
                        + String.join(", ", chain.factories().types())
                        + ". Install it first, or set enable = false");
        };
    }

    @Override
    public void commit() {
        chain.become(wanted, elements, starting);
    }

    @Override
    public void abort() {
        chain.giveUp(starting);
    }
}
