package io.caracal.transport;

import io.caracal.api.auth.ListenerChains.ListenerAuthentication;
import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsNode;
import io.caracal.core.Mountpoint;
import io.caracal.core.limits.RateSettings;
import java.util.List;

/** The settings that listeners of all types have, at the level of the listener's own. */
public record CommonSettings(
        @Description("Whether it is opened.") @Default("true")
        boolean enable,

        @Description("How many connections may wait to be accepted.")
        @Default("1024")
        @Range(min = 1, max = 65535)
        @Applies(Applies.When.RESTART)
        int backlog,

        @Description(
                "The most connections at a time; further ones are closed at once, those that are there stay. 0 for no limit.")
        @Default("0")
        @Range(min = 0)
        int maxConnections,

        @Description(
                "What the clients of this listener have in common: a name for conditions, rules and placeholders (${zone}).")
        @Default("default")
        @Range(min = 1, max = 64)
        String zone,

        @Description(
                "False lets everyone in by this listener, which is possible on loopback addresses only; the chain of the broker and "
                        + "its own are not asked then.")
        @Default("true")
        boolean enableAuthn,

        @Description(
                "The authentication chain of this listener, which its clients pass instead of that of the broker; elements as there. "
                        + "Empty for the chain of the broker.")
        List<SettingsNode> authentication,

        @Description("What the system is asked for on sockets.")
        TcpOptions tcpOptions,

        @Description(
                "What the topics of all clients of this listener begin with, unknown to them: put before the topics that they publish, "
                        + "subscribe to and leave a will for, and taken off again when messages are delivered. Authorization sees "
                        + "topics without it. \"tenants/${username}/\"; placeholders as in authentication, but ${password} and "
                        + "${peerport}. Whole levels: a slash is put at its end when there is none. A client that has not what a "
                        + "placeholder stands for, or has +, # or / in it, is refused. Empty for none.")
        @Default("\"\"")
        String mountpoint,

        @Description(
                "Who may connect, by address; the first rule that fits decides: [ \"allow 10.0.0.0/8\", \"allow 2001:db8::/32\", "
                        + "\"deny all\" ]. Who fits none is let in. Connections that are there stay when the rules change.")
        @Default("[ \"allow all\" ]")
        List<String> accessRules,

        @Flattened RateSettings rates,

        @Flattened ProxySettings proxy) {
    public CommonSettings {
        var unused = Mountpoint.parse(mountpoint);
        authentication = List.copyOf(authentication);
        accessRules = List.copyOf(accessRules);
        var alsoUnused = AccessRules.parse(accessRules);
    }

    /** What it says about authentication. */
    ListenerAuthentication authenticated() {
        return new ListenerAuthentication(enableAuthn, authentication);
    }
}
