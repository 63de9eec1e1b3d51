package io.caracal.core;

import io.caracal.api.broker.BanCheck;
import io.caracal.api.broker.Clients;
import io.caracal.api.broker.Node;
import io.caracal.api.broker.Publishing;
import io.caracal.api.broker.RetainedMessages;
import io.caracal.api.broker.Subscriptions;
import io.caracal.api.broker.Topics;

/** What a broker offers to administrators, and what has to end with it. */
final class Administration implements AutoCloseable {
    private static final long SAMPLE_MILLIS = 1000;

    final Clients clients;
    final Subscriptions subscriptions;
    final Topics topics;
    final Publishing publishing;
    final RetainedMessages retained;
    final Node node;
    final StoreNumbers store = new StoreNumbers();
    private final Listings listings = new Listings();
    private final BanCheck.Registration bans;

    Administration(Broker broker, BrokerNode.Identity identity) {
        StatsReport stats = new StatsReport(broker, store);
        clients = new BrokerClients(broker);
        subscriptions = new BrokerSubscriptions(broker);
        topics = new BrokerTopics(broker.routing(), listings);
        publishing = new BrokerPublishing(broker);
        retained = new BrokerRetained(broker.retainedStore(), listings);
        node = new BrokerNode(broker, identity, stats, store);
        BrokerLoop first = broker.loop(0);
        first.eventLoop.execute(() -> first.schedule(SAMPLE_MILLIS, now -> {
            stats.sample();
            return now + SAMPLE_MILLIS;
        }));
        bans = broker.bans().onNewBans(() -> broker.loops().forEach(loop -> loop.banSweep.begin()));
    }

    @Override
    public void close() {
        listings.close();
        bans.close();
    }
}
