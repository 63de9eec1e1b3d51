package io.caracal.core;

import io.caracal.api.broker.NodeInfo;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the Java runtime tells of the process. */
final class ProcessState {
    private ProcessState() {}

    static NodeInfo.Memory memory() {
        MemoryMXBean bean = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = bean.getHeapMemoryUsage();
        return new NodeInfo.Memory(
                heap.getUsed(),
                heap.getCommitted(),
                heap.getMax(),
                PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory(),
                bean.getNonHeapMemoryUsage().getUsed());
    }

    /** A number that only some systems know; by its name, for the class that has it is not part of Java SE. */
    static OptionalLong number(String attribute) {
        try {
            ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(system, attribute);
            return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (JMException e) {
            return OptionalLong.empty(); // not on this system, and that is the answer
        }
    }
}
