package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Looked;
import io.caracal.itests.crash.history.Event.Looking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The retained message of a topic is the last one that was acknowledged when somebody began to look, or one that was sent after it. Each topic has one
 * publisher and one QoS, so that the broker sees the messages in the order of their numbers.
 */
final class RetainedCheck {
    /** By topic, all messages from the last acknowledged one on. */
    private final Map<String, List<Message>> candidates = new TreeMap<>();

    private final Map<String, Map<String, List<Message>>> looking = new HashMap<>();

    void sent(Message message) {
        candidates
                .computeIfAbsent(message.sent().topic(), _ -> new ArrayList<>())
                .add(message);
    }

    void looking(Looking event) {
        Map<String, List<Message>> now = new TreeMap<>();
        candidates.forEach((topic, messages) -> now.put(topic, new ArrayList<>(fromLastAcknowledged(messages))));
        looking.put(event.who(), now);
    }

    /** Returns what is wrong. */
    List<String> looked(Looked event) {
        Map<String, List<Message>> then = looking.remove(event.who());
        if (then == null) {
            throw new IllegalArgumentException(event.who() + " did not begin to look");
        }
        List<String> wrong = new ArrayList<>();
        for (String topic : event.numbers().keySet()) {
            if (!candidates.containsKey(topic)) {
                wrong.add(topic + " has a retained message that nobody has sent");
            }
        }
        candidates.forEach((topic, messages) -> {
            List<Message> thenAllowed = then.getOrDefault(topic, messages);
            List<Message> allowed =
                    messages.subList(Math.max(0, messages.indexOf(thenAllowed.getFirst())), messages.size());
            Integer found = event.numbers().get(topic);
            if (!allows(allowed, found)) {
                wrong.add(topic + " has " + (found == null ? "none" : "number " + found) + ", possible are " + allowed
                        + (allowed.getFirst().isAcknowledged() ? "" : " or none"));
            }
        });
        return wrong;
    }

    private static boolean allows(List<Message> allowed, @Nullable Integer found) {
        if (found == null) {
            return allowed.stream().anyMatch(message -> message.sent().empty())
                    || !allowed.getFirst().isAcknowledged();
        }
        return allowed.stream()
                .anyMatch(message -> !message.sent().empty() && message.sent().number() == found);
    }

    void settle() {
        candidates.replaceAll((_, messages) -> new ArrayList<>(fromLastAcknowledged(messages)));
    }

    private static List<Message> fromLastAcknowledged(List<Message> messages) {
        for (int i = messages.size() - 1; i > 0; i--) {
            if (messages.get(i).isAcknowledged()) {
                return messages.subList(i, messages.size());
            }
        }
        return messages;
    }
}
