package io.caracal.rest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveApplicationTest {
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LiveApplication application = new LiveApplication(List::of, ready::countDown);

    /** A vendor's. */
    @Path("one")
    public static class One implements RestResource {
        @GET
        @Operation("Gives one.")
        public String getOne() {
            return "one";
        }
    }

    /** On the route of another. */
    @Path("/one/")
    public static final class Usurper implements RestResource {
        @GET
        @Operation("Gives another one.")
        public String getAnotherOne() {
            return "another";
        }
    }

    /** No resource at all. */
    public static final class Pathless implements RestResource {}

    private static Contribution of(Object resource, long rank, boolean own) {
        return new Contribution(resource, "bundle " + rank, rank, own);
    }

    private void start(Contribution... contributions) throws InterruptedException {
        for (Contribution contribution : contributions) {
            application.add(contribution);
        }
        application.start();
        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() throws InterruptedException {
        application.close();
    }

    @Test
    void servesWhatIsThereAndNotWhatHasGone() throws InterruptedException {
        Contribution one = of(new One(), 1, false);
        start(one);
        List<Object> before = application.resources();

        application.remove(one);

        assertThat(before).containsExactly(one.resource());
        assertThat(application.resources()).isEmpty();
    }

    @Test
    void ofTwoVersionsTheNewerServes() throws InterruptedException {
        Contribution old = of(new One(), 1, false);
        Contribution fresh = of(new One(), 2, false);

        start(old, fresh);

        assertThat(application.resources()).containsExactly(fresh.resource());
    }

    @Test
    void aRouteThatIsTakenStaysWithItsOwner() throws InterruptedException {
        Contribution own = of(new One(), 0, true);

        start(of(new Usurper(), 9, false), own);

        assertThat(application.resources()).containsExactly(own.resource());
    }

    @Test
    void whatIsNoResourceIsLeftOut() throws InterruptedException {
        Contribution one = of(new One(), 1, false);

        start(of(new Pathless(), 2, false), one);

        assertThat(application.resources()).containsExactly(one.resource());
    }
}
