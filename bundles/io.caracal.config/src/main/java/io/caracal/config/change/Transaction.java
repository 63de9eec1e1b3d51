package io.caracal.config.change;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prepared changes of all owners: put into force together, or all given back. */
final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private record Step(SectionOwner<?> owner, PreparedChange change) {}

    private final List<Step> steps = new ArrayList<>();

    private Transaction() {}

    /**
     * Lets all owners prepare, in this order.
     *
     * @throws SettingsException if one of them cannot; those before it have given back what they had acquired
     */
    static Transaction prepare(Collection<SectionOwner<?>> owners, OwnerCalls calls) throws SettingsException {
        Transaction transaction = new Transaction();
        try {
            for (SectionOwner<?> owner : owners) {
                transaction.steps.add(new Step(owner, calls.prepare(owner)));
            }
        } catch (SettingsException | RuntimeException | Error e) {
            transaction.abort();
            throw e;
        }
        return transaction;
    }

    /** One that refuses what an owner said. */
    static SettingsException refusal(SectionOwner<?> owner, String reason, Throwable cause) {
        SettingsException refusal = new SettingsException(List.of(new Problem(Owners.path(owner), "", "", reason, "")));
        refusal.initCause(cause);
        return refusal;
    }

    void commit() {
        steps.forEach(step -> guarded(step, "commit", step.change()::commit));
    }

    void abort() {
        steps.reversed().forEach(step -> guarded(step, "abort", step.change()::abort));
    }

    private static void guarded(Step step, String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("section={} its owner failed to {} a change", Owners.path(step.owner()), what, e);
        }
    }
}
