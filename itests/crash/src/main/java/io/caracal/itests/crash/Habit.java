package io.caracal.itests.crash;

import java.util.Random;

/**
 * What a client does again and again.
 *
 * @param deed one time of it
 * @param leastPause milliseconds until the next time, at least
 * @param mostPause at most
 */
record Habit(String name, Deed deed, int leastPause, int mostPause) {

    /** What is done; chance decides how. */
    interface Deed {
        void run(Random chance) throws InterruptedException;
    }

    /** Lives it until it is interrupted. */
    Thread live(Gate gate, long seed) {
        return Thread.ofVirtual().name("habit of " + name).start(() -> {
            Random chance = new Random(seed);
            try {
                while (true) {
                    gate.pass(() -> deed.run(chance));
                    Thread.sleep(chance.nextInt(leastPause, mostPause));
                }
            } catch (InterruptedException _) {
                // The end.
                return;
            }
        });
    }
}
