package io.caracal.config.change;

import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Problems;
import io.caracal.config.settings.SettingsBinder;

/** What has to be right before anything starts. */
public final class StartCheck {
    private StartCheck() {}

    /**
     * Checks everything that is set. A section that only run-time changes know, because its plugin is not there yet or not any more,
     * is no problem; it rests until somebody claims it.
     *
     * @throws SettingsException naming every problem
     */
    public static void check(State state, Sections sections, SettingsBinder binder) throws SettingsException {
        Problems problems = new Problems();
        Validation validation = new Validation(sections, binder);
        validation.checkClaims(problems);
        validation.check(sections.paths(), state, problems);
        validation.checkKnown(state.base(), state, problems);
        problems.throwIfAny();
    }
}
