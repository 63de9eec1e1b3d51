package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from one chain to another. Nobody passes through the new elements before the commit. */
final class ChainChange implements PreparedChange {
    private final ElementChain chain;
    private final AuthenticationSettings wanted;
    private final List<Element> elements;
    private final Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting;

    private ChainChange(
            ElementChain chain,
            AuthenticationSettings wanted,
            List<Element> elements,
            Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting) {
        this.chain = chain;
        this.wanted = wanted;
        this.elements = elements;
        this.starting = starting;
    }

    static PreparedChange prepare(ElementChain chain, AuthenticationSettings wanted) throws ElementException {
        List<Element> elements = new ArrayList<>();
        List<Element> added = new ArrayList<>();
        Map<Element, Element> again = new HashMap<>();
        for (ElementSettings settings : wanted.chain()) {
            Optional<Element> same = chain.current().stream()
                    .filter(element -> isSame(element, settings))
                    .findFirst();
            boolean failed = same.isPresent()
                    && same.get().state() instanceof ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>>;
            Element element = same.isPresent() && !failed ? same.get() : chain.element(settings);
            elements.add(element);
            if (settings.enable() && element != same.orElse(null)) {
                added.add(element);
                if (failed) {
                    again.put(element, same.get());
                }
            }
        }
        Map<String, ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> starting =
                new HashMap<>(chain.begin(added));
        List<ElementSupervisor<LiveAuthenticator, AuthenticatorFactory<?>>> vain = new ArrayList<>();
        for (Element element : added) {
            Optional<String> objection = objection(element, chain);
            Element before = again.get(element);
            if (objection.isPresent() && before == null) {
                chain.giveUp(starting.values());
                throw new ElementException(element.settings(), objection.get());
            }
            if (objection.isPresent()) {
                // What failed before and fails again is no reason to refuse a change of something else.
                elements.replaceAll(each -> each == element ? before : each);
                Optional.ofNullable(starting.remove(element.id())).ifPresent(vain::add);
            }
        }
        chain.giveUp(vain);
        return new ChainChange(chain, wanted, elements, Map.copyOf(starting));
    }

    /** Whether what serves would come out the same again. A secret may have changed in the file that it is in. */
    private static boolean isSame(Element element, ElementSettings wanted) {
        return element.settings().sameAs(wanted)
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

    private static Optional<String> objection(Element element, ElementChain chain) {
        return switch (element.state()) {
            case ElementState.Running<LiveAuthenticator, AuthenticatorFactory<?>> _,
                    ElementState.Disabled<LiveAuthenticator, AuthenticatorFactory<?>> _ -> Optional.empty();
            case ElementState.Failed<LiveAuthenticator, AuthenticatorFactory<?>>(String reason) -> Optional.of(reason);
            case ElementState.NotInstalled<LiveAuthenticator, AuthenticatorFactory<?>> _ ->
                Optional.of("no bundle brings the type " + element.id() + "; installed are "
                        + String.join(", ", chain.parts().factories().types())
                        + ". Install it first, or set enable = false");
        };
    }

    @Override
    public void commit() {
        chain.become(wanted, elements, starting);
    }

    @Override
    public void abort() {
        chain.giveUp(starting.values());
    }
}
