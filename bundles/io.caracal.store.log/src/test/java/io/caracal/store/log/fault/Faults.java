package io.caracal.store.log.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Which operations of a {@link FaultDisk} fail, and how. Not safe for threads: the disk's lock guards it. */
public final class Faults {
    /** What a disk is asked for. */
    public enum Operation {
        LIST,
        CREATE,
        OPEN,
        RENAME,
        DELETE,
        FORCE_FOLDER,
        READ,
        WRITE,
        FORCE,
        TRUNCATE
    }

    /** How an operation goes. */
    public enum Effect {
        WELL,
        ERROR,
        /** The disk is gone in the middle of it, and so is everything that was not forced, or the process. */
        CRASH
    }

    private static final class Armed {
        final Set<Operation> operations;
        final Effect effect;
        int pass;
        int times;

        Armed(Set<Operation> operations, Effect effect, int pass, int times) {
            this.operations = operations;
            this.effect = effect;
            this.pass = pass;
            this.times = times;
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    /**
     * @param pass how many of these operations go well before
     * @param times how many fail
     */
    void arm(Set<Operation> operations, Effect effect, int pass, int times) {
        armed.add(new Armed(operations, effect, pass, times));
    }

    void disarm() {
        armed.clear();
    }

    Effect next(Operation operation) {
        Effect effect = Effect.WELL;
        for (Iterator<Armed> faults = armed.iterator(); faults.hasNext(); ) {
            Armed fault = faults.next();
            if (!fault.operations.contains(operation) || fault.pass-- > 0) {
                continue;
            }
            effect = fault.effect;
            if (--fault.times == 0) {
                faults.remove();
            }
        }
        return effect;
    }
}
