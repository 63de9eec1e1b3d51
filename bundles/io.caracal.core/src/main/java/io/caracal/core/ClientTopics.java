package io.caracal.core;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How topics look on the way to a client that sees them otherwise than most: by topic aliases, of which the first topics get one each,
 * for good, and without its mountpoint.
 */
final class ClientTopics {
    /** More would cost memory for topics that may never come again. */
    private static final int MOST = 1024;

    private final int maximum;
    private final @Nullable Mount mount;
    private final Map<ByteBuffer, Integer> aliases;

    /**
     * @param maximum the client's Topic Alias Maximum [MQTT-3.1.2-26]
     * @param mount null for none
     */
    ClientTopics(int maximum, @Nullable Mount mount) {
        this.maximum = Math.min(maximum, MOST);
        this.mount = mount;
        this.aliases = maximum == 0 ? Map.of() : new HashMap<>();
    }

    /** The highest alias that is used. */
    int maximum() {
        return maximum;
    }

    /** How many bytes at the beginning of a topic the client does not see. */
    int hidden(byte[] topic) {
        return mount == null ? 0 : mount.hidden(topic);
    }

    /** Whether the client knows the alias of a topic. */
    boolean known(byte[] topic) {
        return aliases.containsKey(ByteBuffer.wrap(topic));
    }

    /**
     * The alias of a topic: positive when it is new, so that the topic has to be sent with it, negative when the client knows it,
     * 0 when there is none left.
     */
    int aliasOf(byte[] topic) {
        ByteBuffer key = ByteBuffer.wrap(topic);
        Integer known = aliases.get(key);
        if (known != null) {
            return -known;
        }
        if (aliases.size() >= maximum) {
            return 0;
        }
        aliases.put(key, aliases.size() + 1);
        return aliases.size();
    }
}
