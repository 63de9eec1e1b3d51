package io.caracal.core;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The topic aliases that the server uses towards a client which allows them; the first topics get one each, for good. */
final class TopicAliases {
    /** More would cost memory for topics that may never come again. */
    private static final int MOST = 1024;

    private final int maximum;
    private final Map<ByteBuffer, Integer> aliases = new HashMap<>();

    /** @param maximum the client's Topic Alias Maximum [MQTT-3.1.2-26] */
    TopicAliases(int maximum) {
        this.maximum = Math.min(maximum, MOST);
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
