package io.caracal.core;

import io.caracal.api.auth.ClientFacts;
import io.caracal.api.auth.template.Template;
import io.caracal.mqtt.TopicNames;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place in the tree of topics that the clients of a listener see as the whole tree: the beginning of all their topics, with
 * placeholders. Immutable; any thread.
 */
public final class Mountpoint {
    /** Clients see the tree as it is. */
    public static final Mountpoint NONE = new Mountpoint("", Template.parse(""));

    /** What others can read, or what says nothing about who the client is. */
    private static final Set<String> UNFIT = Set.of("password", "peerport");

    private final String text;
    private final Template template;

    private Mountpoint(String text, Template template) {
        this.text = text;
        this.template = template;
    }

    /**
     * Reads a mountpoint. One that does not end with a slash gets one, since it stands for whole levels.
     *
     * @param text {@code site/${username}}; empty for {@link #NONE}
     * @throws IllegalArgumentException if topics cannot begin with it, or a placeholder cannot be in it; the message tells why
     */
    public static Mountpoint parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Template template = Template.parse(text);
        for (String name : template.placeholders()) {
            if (UNFIT.contains(name)) {
                throw new IllegalArgumentException(
                        "mountpoint: the placeholder ${" + name
                                + "} was given, expected one that tells whose topics they are, such as ${clientid} or ${username}");
            }
        }
        // The word stands for a value, of which the same is asked when it is known.
        String sample = template.render(name -> Optional.of("value"), value -> value);
        if (!TopicNames.valid(sample)) {
            throw new IllegalArgumentException("mountpoint: \"" + text
                    + "\" was given, expected the beginning of a topic name, at most 65535 bytes without + and #");
        }
        if (sample.startsWith("$share/") || sample.equals("$share")) {
            throw new IllegalArgumentException("mountpoint: \"" + text
                    + "\" was given, expected one that does not begin with $share, which is for shared subscriptions");
        }
        return new Mountpoint(text, template);
    }

    /** As it was given. */
    public String text() {
        return text;
    }

    /**
     * What it is for one client; null for {@link #NONE}.
     *
     * @throws IllegalArgumentException if the client has not what a placeholder stands for, or has something that would lead to
     *     the topics of others; the message names it
     */
    @Nullable
    Mount of(ClientFacts facts) {
        if (text.isEmpty()) {
            return null;
        }
        for (String name : template.placeholders()) {
            check(name, facts.value(name).orElse(""));
        }
        String prefix = template.render(facts);
        return new Mount(prefix.endsWith("/") ? prefix : prefix + "/");
    }

    private static void check(String name, String value) {
        // Attributes come from the authentication, which may give a client more than one level; all else the client
        // chose.
        boolean given = name.startsWith(ClientFacts.ATTRIBUTE_PREFIX);
        if (!TopicNames.valid(value) || !given && value.indexOf('/') >= 0) {
            throw new IllegalArgumentException("${" + name + "} is part of the mountpoint, and "
                    + (value.isEmpty()
                            ? "the client has none"
                            : "that of the client holds + or #" + (given ? "" : " or /") + " or is too long"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mountpoint that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
