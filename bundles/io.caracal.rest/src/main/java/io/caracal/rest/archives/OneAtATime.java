package io.caracal.rest.archives;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Refuses a second piece of work while one is under way. */
public final class OneAtATime {
    private final Semaphore free = new Semaphore(1);
    private final String what;

    /** @param what is under way, as a sentence says it: {@code a backup} */
    public OneAtATime(String what) {
        this.what = what;
    }

    /** Work that reads and writes files. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** @throws RestException if another one is under way, or the disk fails */
    public <T> T run(Work<T> work) {
        if (!free.tryAcquire()) {
            throw new RestException(ErrorCode.CONFLICT, what + " is under way; try again when it is done");
        }
        try {
            return work.run();
        } catch (IOException e) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, what + " failed: " + e.getMessage());
        } finally {
            free.release();
        }
    }
}
