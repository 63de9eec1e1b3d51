package io.caracal.security;

import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from one list of sources to another. Nobody is asked by the new ones before the commit. */
final class SourcesChange implements PreparedChange {
    private final DynamicAuthorization chain;
    private final AuthorizationSettings wanted;
    private final List<Source> sources;
    private final Map<String, ElementSupervisor<LiveAuthorizer, AuthorizerFactory<?>>> starting;

    private SourcesChange(
            DynamicAuthorization chain,
            AuthorizationSettings wanted,
            List<Source> sources,
            Map<String, ElementSupervisor<LiveAuthorizer, AuthorizerFactory<?>>> starting) {
        this.chain = chain;
        this.wanted = wanted;
        this.sources = sources;
        this.starting = starting;
    }

    static PreparedChange prepare(DynamicAuthorization chain, AuthorizationSettings wanted) throws SourceException {
        List<Source> sources = new ArrayList<>();
        List<Source> added = new ArrayList<>();
        for (SourceSettings settings : wanted.chain()) {
            Optional<Source> same = chain.elements().current().stream()
                    .filter(source -> isSame(source, settings))
                    .findFirst();
            Source source = same.orElseGet(() -> chain.source(settings));
            sources.add(source);
            if (same.isEmpty() && settings.enable()) {
                added.add(source);
            }
        }
        // One that failed is tried again; if it fails once more, that is nothing that this change has done.
        List<Source> failedBefore = added.stream()
                .filter(source -> chain.elements().current().stream().anyMatch(each -> failed(each, source.settings())))
                .toList();
        SourcesChange change =
                new SourcesChange(chain, wanted, sources, chain.elements().begin(added));
        for (Source source : added) {
            Optional<String> objection = objection(source, chain);
            if (objection.isPresent() && !failedBefore.contains(source)) {
                change.abort();
                throw new SourceException(source.settings(), objection.get());
            }
        }
        return change;
    }

    /** Whether what serves would come out the same again. A secret may have changed in the file that it is in. */
    private static boolean isSame(Source source, SourceSettings wanted) {
        return sameSettings(source.settings(), wanted)
                && switch (source.state()) {
                    case ElementState.Running<LiveAuthorizer, AuthorizerFactory<?>>(var live, var candidate) ->
                        isMadeOf(live, candidate, wanted);
                    case ElementState.Failed<LiveAuthorizer, AuthorizerFactory<?>> _ -> false;
                    case ElementState.NotInstalled<LiveAuthorizer, AuthorizerFactory<?>> _,
                            ElementState.Disabled<LiveAuthorizer, AuthorizerFactory<?>> _ -> true;
                };
    }

    private static boolean sameSettings(SourceSettings present, SourceSettings wanted) {
        return present.type().equals(wanted.type())
                && present.enable() == wanted.enable()
                && present.typeKeys().sameAs(wanted.typeKeys());
    }

    private static boolean failed(Source source, SourceSettings wanted) {
        return source.state() instanceof ElementState.Failed<LiveAuthorizer, AuthorizerFactory<?>>
                && sameSettings(source.settings(), wanted);
    }

    private static boolean isMadeOf(
            LiveAuthorizer live, Candidate<AuthorizerFactory<?>> candidate, SourceSettings wanted) {
        try {
            return live.madeOf(wanted.typeKeys().bind(candidate.factory().settingsType()));
        } catch (SettingsException | RuntimeException | LinkageError e) {
            // To start a new one will tell why.
            return false;
        }
    }

    private static Optional<String> objection(Source source, DynamicAuthorization chain) {
        return switch (source.state()) {
            case ElementState.Running<LiveAuthorizer, AuthorizerFactory<?>> _,
                    ElementState.Disabled<LiveAuthorizer, AuthorizerFactory<?>> _ -> Optional.empty();
            case ElementState.Failed<LiveAuthorizer, AuthorizerFactory<?>>(String reason) -> Optional.of(reason);
            case ElementState.NotInstalled<LiveAuthorizer, AuthorizerFactory<?>> _ ->
                Optional.of("no bundle brings the type " + source.id() + "; installed are "
                        + String.join(", ", chain.elements().factories().types())
                        + ". Install it first, or set enable = false");
        };
    }

    @Override
    public void commit() {
        chain.become(wanted, sources, starting);
    }

    @Override
    public void abort() {
        chain.elements().giveUp(starting);
    }
}
