package io.caracal.security;

import io.caracal.api.auth.ListenerChains.ListenerAuthentication;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chains of the listeners that have one of their own, and which listeners let everyone in. */
final class ListenerChainSet {
    private final ChainParts parts;
    private volatile Map<String, Own> listeners = Map.of();
    /** Of a change that is prepared: chains that clients do not pass yet. */
    private volatile List<ElementChain> pending = List.of();

    /**
     * What a listener has of its own.
     *
     * @param enable false lets everyone in
     * @param chain null for the chain of the broker
     */
    record Own(boolean enable, @Nullable ElementChain chain) {}

    ListenerChainSet(ChainParts parts) {
        this.parts = parts;
    }

    /** What a listener has of its own; null if it goes by the chain of the broker. */
    @Nullable
    Own of(String listener) {
        return listeners.get(listener);
    }

    /** All chains that there are. */
    List<ElementChain> chains() {
        List<ElementChain> all = new ArrayList<>(pending);
        for (Own own : listeners.values()) {
            if (own.chain() != null && !all.contains(own.chain())) {
                all.add(own.chain());
            }
        }
        return all;
    }

    /** At the start: elements that do not run reject whoever reaches them, and are no reason not to start. */
    void start(Map<String, ListenerAuthentication> wanted) {
        Map<String, Own> started = new HashMap<>();
        wanted.forEach((listener, authentication) -> {
            ElementChain chain = null;
            if (!authentication.elements().isEmpty()) {
                chain = new ElementChain(listener, new AuthenticationSettings(authentication.elements()), parts);
                chain.start();
            }
            started.put(listener, new Own(authentication.enable(), chain));
        });
        listeners = Map.copyOf(started);
    }

    PreparedChange prepare(Map<String, ListenerAuthentication> wanted) throws SettingsException {
        Map<String, Own> before = listeners;
        Map<String, Own> after = new HashMap<>();
        List<ElementChain> made = new ArrayList<>();
        List<PreparedChange> prepared = new ArrayList<>();
        try {
            for (Map.Entry<String, ListenerAuthentication> each : wanted.entrySet()) {
                ListenerAuthentication authentication = each.getValue();
                ElementChain chain = null;
                if (!authentication.elements().isEmpty()) {
                    Own present = before.get(each.getKey());
                    chain = present == null ? null : present.chain();
                    if (chain == null) {
                        chain = new ElementChain(each.getKey(), new AuthenticationSettings(List.of()), parts);
                        chain.start();
                        made.add(chain);
                        pending = List.copyOf(made);
                    }
                    prepared.add(ChainChange.prepare(chain, settings(authentication)));
                }
                after.put(each.getKey(), new Own(authentication.enable(), chain));
            }
        } catch (ElementException e) {
            giveUp(prepared, made);
            throw e.refusal();
        } catch (SettingsException | RuntimeException e) {
            giveUp(prepared, made);
            throw e;
        }
        return PreparedChange.of(
                () -> {
                    // Before a client comes to them, its elements are there.
                    prepared.forEach(PreparedChange::commit);
                    listeners = Map.copyOf(after);
                    pending = List.of();
                    closeAllBut(before, after);
                },
                () -> giveUp(prepared, made));
    }

    private void giveUp(List<PreparedChange> prepared, List<ElementChain> made) {
        prepared.reversed().forEach(PreparedChange::abort);
        pending = List.of();
        made.forEach(chain -> chain.close("the change was given up"));
    }

    private static void closeAllBut(Map<String, Own> before, Map<String, Own> after) {
        before.forEach((listener, own) -> {
            Own stays = after.get(listener);
            ElementChain chain = own.chain();
            if (chain != null && (stays == null || stays.chain() != chain)) {
                ElementChain.inBackground(() -> chain.close("the listener has no chain of its own any more"));
            }
        });
    }

    private static AuthenticationSettings settings(ListenerAuthentication authentication) throws SettingsException {
        try {
            return new AuthenticationSettings(authentication.elements());
        } catch (IllegalArgumentException e) {
            SettingsException refusal = new SettingsException(
                    List.of(new Problem("listeners", "", "", String.valueOf(e.getMessage()), "")));
            refusal.initCause(e);
            throw refusal;
        }
    }
}
