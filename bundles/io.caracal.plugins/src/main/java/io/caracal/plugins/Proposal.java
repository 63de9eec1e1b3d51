package io.caracal.plugins;

import io.caracal.api.plugins.PluginException;
import java.util.List;
import java.util.Optional;

/**
 * What a change that was asked for comes to, before anything is done.
 *
 * @param before what is there, if it is
 * @param claim what is asked for, with its wish; empty if the plugin shall go
 * @param after the journal's state when it is done
 * @param notes what the administrator should know
 * @param obstacles why it is not done; empty if nothing is known yet that speaks against it
 */
record Proposal(
        String operation,
        String name,
        Optional<PluginUnit> before,
        Optional<Claim> claim,
        JournalState after,
        List<String> notes,
        List<PluginException> obstacles) {

    Optional<PluginUnit> unit() {
        return claim.flatMap(Claim::wish);
    }

    String from() {
        return before.map(PluginUnit::version).orElse("");
    }

    String to() {
        return unit().map(PluginUnit::version).orElse("");
    }
}
