package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Acknowledged;
import io.caracal.itests.crash.history.Event.Sent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All messages that were sent, and those of them whose way is not finished. */
final class Publications {
    private final Map<String, List<Message>> byPublisher = new HashMap<>();
    private final Set<Message> underWay = new LinkedHashSet<>();

    Message sent(Sent sent, long at) {
        Message message = announced(sent, at);
        underWay.add(message);
        return message;
    }

    /** A message that is sent only if something happens: when it is acknowledged. */
    Message announced(Sent sent, long at) {
        List<Message> messages = byPublisher.computeIfAbsent(sent.publisher(), _ -> new ArrayList<>());
        if (sent.number() != messages.size() + 1) {
            throw new IllegalArgumentException("given is message " + sent.number() + " of " + sent.publisher()
                    + ", expected is " + (messages.size() + 1));
        }
        Message message = new Message(sent, at);
        messages.add(message);
        return message;
    }

    void acknowledged(Acknowledged acknowledged, long at) {
        Message message = find(acknowledged.publisher(), acknowledged.number())
                .orElseThrow(() -> new IllegalArgumentException("never sent, but " + acknowledged));
        message.acknowledged(at);
        underWay.add(message);
    }

    Optional<Message> find(String publisher, int number) {
        List<Message> messages = byPublisher.getOrDefault(publisher, List.of());
        return number >= 1 && number <= messages.size() ? Optional.of(messages.get(number - 1)) : Optional.empty();
    }

    /** Those that were sent since everything had settled. */
    Collection<Message> underWay() {
        return underWay;
    }

    void settle() {
        underWay.removeIf(Message::isAcknowledged);
    }
}
