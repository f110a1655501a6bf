package io.posterframe;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Whether the JVM's direct memory holds what the options let be kept there: without that, each new picture would fail. */
public final class DirectMemory {
    /** For the network and the pictures that come from workers. */
    private static final long BESIDES = 32L << 20;

    private DirectMemory() {}

    /** @throws IOException naming the options and the flag when there is too little */
    public static void check(Settings settings) throws IOException {
        check(settings, available());
    }

    /** What -XX:MaxDirectMemorySize says, or as much as the heap may have where it is not given. */
    public static long available() {
        long flag = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
        return flag > 0 ? flag : Runtime.getRuntime().maxMemory();
    }

    static void check(Settings settings, long available) throws IOException {
        long needed = settings.cache().memoryMaxBytes()
                + settings.cache().writeQueueMaxBytes()
                + settings.server().maxPendingBytes()
                + settings.sharedCache().directBytes()
                + BESIDES;
        if (needed > available) {
            throw new IOException(
                    "cache.memory-max-bytes, cache.write-queue-max-bytes, server.max-pending-bytes and, with a bucket, twice"
                            + " shared-cache.max-pending-bytes need "
                            + (needed >> 20) + " MiB of direct memory, and the JVM has " + (available >> 20)
                            + "; set POSTERFRAME_JAVA_OPTS=-XX:MaxDirectMemorySize=" + (needed >> 20)
                            + "m or lower them");
        }
    }
}
