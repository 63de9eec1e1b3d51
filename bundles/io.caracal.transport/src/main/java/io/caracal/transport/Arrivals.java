package io.caracal.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who came in by one listener and are still there, however often it was opened anew. */
final class Arrivals {
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Channel> settling = ConcurrentHashMap.newKeySet();

    /** How many there are. */
    AtomicInteger count() {
        return count;
    }

    /** Something is to be settled before MQTT begins; on the channel's loop. */
    void begins(Channel channel) {
        settling.add(channel);
        channel.closeFuture().addListener(_ -> settling.remove(channel));
    }

    /** MQTT begins, before the loop does anything else; on the channel's loop. */
    void passed(Channel channel) {
        settling.remove(channel);
    }

    /**
     * Closes those with whom something is still to be settled, those included that the system has handed over and no loop has looked at
     * yet: each loop does it when it is through with them.
     *
     * @return how many there were
     */
    CompletionStage<Integer> endHandshakes(EventLoopGroup loops) {
        CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
        for (EventExecutor loop : loops) {
            sum = sum.thenCombine(CompletableFuture.supplyAsync(() -> endOn(loop), loop), Integer::sum);
        }
        return sum;
    }

    private int endOn(EventExecutor loop) {
        List<Channel> here =
                settling.stream().filter(channel -> channel.eventLoop() == loop).toList();
        here.forEach(Channel::close);
        return here.size();
    }
}
