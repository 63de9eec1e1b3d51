package io.caracal.rest.server;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;

/** The body of a request, refused when it is too large or too slow. */
public final class BoundedBody extends FilterInputStream {
    private final long limit;
    private final Duration patience;
    private final long deadline;
    private boolean bounded = true;
    private long read;

    BoundedBody(InputStream in, long limit, Duration patience) {
        super(in);
        this.limit = limit;
        this.patience = patience;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** Lifts the bounds, for a method that sees to them itself. */
    public void unbounded() {
        bounded = false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = in.read(target, offset, length);
            read += Math.max(0, count);
            check(count);
            return count;
        } catch (EofException e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw slow();
            }
            throw e;
        }
    }

    private void check(int count) {
        if (bounded && read > limit) {
            throw new RestException(ErrorCode.CONTENT_TOO_LARGE, tooLarge(limit));
        }
        if (bounded && count >= 0 && System.nanoTime() > deadline) {
            throw slow();
        }
    }

    static String tooLarge(long limit) {
        return "the body is larger than " + limit + " bytes, which dashboard.max_body_size allows";
    }

    private RestException slow() {
        return new RestException(
                ErrorCode.REQUEST_TIMEOUT, "the body did not arrive within " + patience.toMillis() + " ms");
    }
}
