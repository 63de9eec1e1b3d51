package io.caracal.itests.crash;

import io.caracal.itests.crash.client.Client;
import java.util.Random;

/**
 * One message after the other of a client: mostly small ones, some that fill a page, a few large ones so that files of the store come and go; now and then a
 * retained one, or the end of one.
 *
 * @param qos 1 or 2; 0 for both in turn
 */
record Publishing(Client client, int qos) implements Habit.Deed {
    /** Topics for each publisher below {@code crash/} and {@code kept/}. */
    static final int TOPICS = 3;

    private static final int PERCENT = 100;

    @Override
    public void run(Random chance) throws InterruptedException {
        int topic = chance.nextInt(TOPICS);
        int size = size(chance);
        if (chance.nextInt(PERCENT) < 12) {
            // One QoS for each topic, so that the broker sees its messages in their order.
            boolean end = chance.nextInt(PERCENT) < 25;
            client.publish("kept/" + client.name() + "/" + topic, 1 + topic % 2, true, end ? 0 : size);
        } else {
            client.publish("crash/" + client.name() + "/" + topic, qos == 0 ? 1 + chance.nextInt(2) : qos, false, size);
        }
    }

    private static int size(Random chance) {
        int kind = chance.nextInt(PERCENT);
        if (kind < 70) {
            return chance.nextInt(40, 300);
        }
        return kind < 95 ? chance.nextInt(500, 8_000) : chance.nextInt(10_000, 80_000);
    }
}
