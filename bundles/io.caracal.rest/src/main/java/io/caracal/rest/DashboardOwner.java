package io.caracal.rest;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.rest.login.Accounts;
import io.caracal.rest.login.LoginSettings;
import io.caracal.rest.server.HttpServer;
import java.io.IOException;
import java.util.List;

/** Applies changes of the section {@code dashboard} while calls come in. */
final class DashboardOwner implements SectionOwner<DashboardSettings> {
    private final LiveServer server;
    private final Accounts accounts;
    private final Keys keys;
    private volatile DashboardSettings live;

    /** Reads the file of API keys. */
    interface Keys {
        /** @return puts them into force */
        Runnable read(LoginSettings settings) throws IOException;
    }

    DashboardOwner(LiveServer server, Accounts accounts, Keys keys, DashboardSettings live) {
        this.server = server;
        this.accounts = accounts;
        this.keys = keys;
        this.live = live;
    }

    @Override
    public Class<DashboardSettings> type() {
        return DashboardSettings.class;
    }

    @Override
    public DashboardSettings live() {
        return live;
    }

    @Override
    public PreparedChange prepare(SectionChange<DashboardSettings> change) throws SettingsException {
        DashboardSettings after = change.after();
        if (after.equals(live)) {
            return PreparedChange.NOTHING;
        }
        Runnable newKeys = keys(after.login());
        if (after.listeners().equals(live.listeners()) && after.limits().equals(live.limits())) {
            return PreparedChange.of(() -> follow(after, newKeys));
        }
        HttpServer next = listening(after);
        return PreparedChange.of(
                () -> {
                    follow(after, newKeys);
                    server.replace(next);
                    server.url().ifPresent(accounts.local()::publish);
                },
                () -> LiveServer.closeQuietly(next));
    }

    private void follow(DashboardSettings after, Runnable newKeys) {
        accounts.follow(after.login());
        newKeys.run();
        live = after;
    }

    private Runnable keys(LoginSettings settings) throws SettingsException {
        try {
            return keys.read(settings);
        } catch (IOException | IllegalArgumentException e) {
            throw problem("dashboard.login.bootstrap_keys_file", String.valueOf(e.getMessage()));
        }
    }

    private HttpServer listening(DashboardSettings after) throws SettingsException {
        try {
            return server.prepare(after);
        } catch (IOException e) {
            throw problem("dashboard.listeners", String.valueOf(e.getMessage()));
        }
    }

    private static SettingsException problem(String path, String text) {
        return new SettingsException(List.of(new Problem(path, "", "", text, "")));
    }
}
