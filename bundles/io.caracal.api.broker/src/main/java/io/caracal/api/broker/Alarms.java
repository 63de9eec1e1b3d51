package io.caracal.api.broker;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator should look at. There is at most one alarm of a name at a time; a restart forgets them all. */
@ProviderType
public interface Alarms {
    /** Those that last, the latest first. */
    List<Alarm> active();

    /** Those that are over, as far as they are remembered (the last thousand), the latest first. */
    List<Alarm> past();

    /**
     * Forgets those that are over.
     *
     * @return how many there were
     */
    int forgetPast();
}
