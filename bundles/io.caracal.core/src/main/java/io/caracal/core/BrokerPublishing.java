package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishResult;
import io.caracal.api.broker.Publishing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes messages that did not come over a connection, on the loop that their publisher's session would be on. */
final class BrokerPublishing implements Publishing {
    private final Broker broker;
    private final PublishRules rules;

    BrokerPublishing(Broker broker) {
        this.broker = broker;
        this.rules = new PublishRules(broker);
    }

    @Override
    public CompletionStage<PublishResult> publish(PublishRequest message) {
        return publish(List.of(message)).thenApply(List::getFirst);
    }

    @Override
    public CompletionStage<List<PublishResult>> publish(List<PublishRequest> messages) {
        if (messages.size() > MAX_MESSAGES) {
            throw new InvalidRequestException(
                    "at most " + MAX_MESSAGES + " messages in one call, not " + messages.size());
        }
        List<CompletableFuture<PublishResult>> results = new ArrayList<>(messages.size());
        Map<BrokerLoop, PublishBatch> batches = new HashMap<>();
        for (PublishRequest message : messages) {
            PublishResult.Refused refusal = rules.refusal(message);
            if (refusal != null) {
                results.add(CompletableFuture.completedFuture(refusal));
            } else {
                BrokerLoop loop = broker.ownerOf(message.publisher());
                results.add(batches.computeIfAbsent(loop, PublishBatch::new)
                        .add(MessageReader.read(PublishRules.packet(message), message.publisher())));
            }
        }
        batches.values().forEach(PublishBatch::begin);
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
    }
}
