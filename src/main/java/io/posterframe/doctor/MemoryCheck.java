package io.posterframe.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.posterframe.DirectMemory;
import io.posterframe.render.RenderConfig;
import java.lang.management.ManagementFactory;

/** Whether the machine, or the container that we are in, has the memory that server and workers take. */
record MemoryCheck(RenderConfig render) implements Check {
    /** Measured, see docs/performance.md: the most that a server took with the flags of bin/posterframe, and a worker. */
    private static final long EDGE = 423_000_000;

    private static final long WORKER = 259_000_000;

    /** The heap and the direct memory of these flags. */
    private static final long USUAL_FLAGS = (192L + 288) << 20;

    @Override
    public String what() {
        return "memory";
    }

    @Override
    public void look(Findings findings) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            findings.ok("this system does not tell");
            return;
        }
        look(findings, system.getTotalMemorySize());
    }

    /** @param all what there is, in bytes */
    void look(Findings findings, long all) {
        long flags = Runtime.getRuntime().maxMemory() + DirectMemory.available();
        long edge = EDGE + Math.max(0, flags - USUAL_FLAGS);
        int workers = render.workerCount();
        long needed = edge + workers * WORKER;
        String found = "this machine or container has " + Bytes.shown(all) + "; a server with " + workers
                + " workers takes about " + Bytes.shown(needed);
        if (all < edge + WORKER) {
            findings.problem(found, "give it " + Bytes.shown(needed) + " or more, by the container's memory limit");
        } else if (all < needed) {
            findings.warning(
                    found,
                    "lower render.workers to " + (all - edge) / WORKER + ", or give it " + Bytes.shown(needed)
                            + " or more");
        } else {
            findings.ok(found);
        }
    }
}
