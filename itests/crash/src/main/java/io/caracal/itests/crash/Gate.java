package io.caracal.itests.crash;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Behind it everybody does something; when it is closed nobody is in the middle of it. */
final class Gate {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** Something to be done. */
    interface Deed {
        void run() throws InterruptedException;
    }

    void pass(Deed deed) throws InterruptedException {
        lock.readLock().lockInterruptibly();
        try {
            deed.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns true when nobody is behind it any more; false, and it stays open, if somebody does not come out. */
    boolean close(int seconds) throws InterruptedException {
        return lock.writeLock().tryLock(seconds, TimeUnit.SECONDS);
    }

    void open() {
        lock.writeLock().unlock();
    }
}
