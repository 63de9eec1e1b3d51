package io.caracal.itests.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A way of coming and going, once. The number is that of its place, of which each has its own topics and client identifiers. */
enum Behaviour {
    /** Connects, subscribes, publishes to itself, says goodbye. */
    VISIT {
        @Override
        void once(int port, int place) throws IOException {
            try (Guest guest = new Guest(port)) {
                guest.connect("visit-" + place, true, 0).subscribe("soak/" + place + "/+", 2);
                for (int i = 0; i < MESSAGES; i++) {
                    guest.publish("soak/" + place + "/" + i % 10, payload(), i % 3, false);
                }
                guest.ping();
                guest.goodbye(0);
            }
        }
    },

    /** Vanishes in the midst of its work; its will goes out. */
    KILLED {
        @Override
        void once(int port, int place) throws IOException {
            try (Guest guest = new Guest(port)) {
                guest.connect("killed-" + place, true, 0).subscribe("soak/#", 1);
                for (int i = 0; i < MESSAGES; i++) {
                    guest.publish("soak/" + place + "/killed", payload(), 1, false);
                }
            }
        }
    },

    /** Connects a second time while it is connected, with its session and without. */
    TAKE_OVER {
        @Override
        void once(int port, int place) throws IOException {
            String clientId = "twice-" + place;
            try (Guest first = new Guest(port)) {
                first.connect(clientId, false, LONG).subscribe("soak/" + place + "/twice", 1);
                try (Guest second = new Guest(port)) {
                    second.connect(clientId, false, LONG).publish("soak/" + place + "/twice", payload(), 1, false);
                    try (Guest third = new Guest(port)) {
                        third.connect(clientId, true, 0).goodbye(0);
                    }
                }
            }
        }
    },

    /** Subscribes to all that is said, reads nothing of it, and vanishes. */
    SLOW_READER {
        @Override
        void once(int port, int place) throws IOException, InterruptedException {
            try (Guest guest = new Guest(port)) {
                guest.hardlyReads();
                guest.connect("slow-" + place, true, 0).subscribe("soak/#", place % 3);
                Thread.sleep(Duration.ofSeconds(3 + ThreadLocalRandom.current().nextInt(5)));
            }
        }
    },

    /** Goes, is written to while it is away, comes back for its messages, and ends its session. */
    AWAY {
        @Override
        void once(int port, int place) throws IOException {
            String clientId = "away-" + place;
            String topic = "soak/" + place + "/away";
            try (Guest guest = new Guest(port)) {
                guest.connect(clientId, false, LONG).subscribe(topic, 2).goodbye(LONG);
            }
            try (Guest friend = new Guest(port)) {
                friend.connect("friend-" + place, true, 0);
                for (int i = 0; i < MESSAGES; i++) {
                    friend.publish(topic, payload(), 1 + i % 2, false);
                }
                friend.goodbye(0);
            }
            try (Guest guest = new Guest(port)) {
                guest.connect(clientId, false, LONG).ping();
                guest.goodbye(0);
            }
        }
    },

    /** Leaves retained messages and takes them back. */
    RETAIN {
        @Override
        void once(int port, int place) throws IOException {
            try (Guest guest = new Guest(port)) {
                guest.connect("retain-" + place, true, 0);
                for (int i = 0; i < MESSAGES; i++) {
                    guest.publish("kept/" + place + "/" + i, payload(), 1, true);
                }
                guest.subscribe("kept/" + place + "/#", 1);
                for (int i = 0; i < MESSAGES; i++) {
                    guest.publish("kept/" + place + "/" + i, new byte[0], 1, true);
                }
                guest.goodbye(0);
            }
        }
    },

    /** Sends half a packet, or nothing at all, and vanishes. */
    HALF_SENT {
        @Override
        void once(int port, int place) throws IOException, InterruptedException {
            try (Guest guest = new Guest(port)) {
                if (place % 2 == 0) {
                    guest.sendHalf();
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(500));
            }
        }
    };

    private static final int MESSAGES = 30;
    private static final int MOST_BYTES = 2000;
    private static final long LONG = 3600;

    abstract void once(int port, int place) throws IOException, InterruptedException;

    private static byte[] payload() {
        return new byte[ThreadLocalRandom.current().nextInt(MOST_BYTES)];
    }
}
