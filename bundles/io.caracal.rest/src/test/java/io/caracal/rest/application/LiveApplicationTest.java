package io.caracal.rest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveApplicationTest {
    private static final Object FAILURE = new Object();

    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicBoolean incomplete = new AtomicBoolean();
    private volatile List<Object> filters = List.of();
    private final LiveApplication application = new LiveApplication(new Start());

    private final class Start implements LiveApplication.Opening {
        @Override
        public List<Object> prepare() throws IOException {
            if (filters.contains(FAILURE)) {
                throw new IOException("the disk is gone");
            }
            return filters;
        }

        @Override
        public boolean complete(Set<String> own) {
            return !incomplete.get() || own.contains(One.class.getName());
        }

        @Override
        public void ready() {
            ready.countDown();
        }

        @Override
        public void failed() {
            failed.countDown();
        }
    }

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

    @Test
    void theFirstApplicationHasAllThatTheBundleItselfOffers() throws InterruptedException {
        incomplete.set(true);
        application.start();
        Thread.ofVirtual().start(() -> application.add(of(new One(), 0, true)));

        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(application.resources()).hasOnlyElementsOfType(One.class).hasSize(1);
    }

    @Test
    void saysSoWhenThereWillBeNoApplication() throws InterruptedException {
        filters = List.of(FAILURE);

        application.start();

        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ready.getCount()).isOne();
    }
}
