package io.posterframe.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files the process may open; each connection is one. */
public final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** The part of them that connections leave to pictures, workers, origins and the database. */
    private static final int FOR_ALL_ELSE = 4;

    private OpenFiles() {}

    /** As many connections as are wanted, or as many as the limit of open files leaves room for. */
    public static int connections(int wanted) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return wanted;
        }
        long files = system.getMaxFileDescriptorCount();
        long most = files - files / FOR_ALL_ELSE;
        if (wanted <= most) {
            return wanted;
        }
        LOG.info("at most {} connections rather than {}, as the process may open {} files", most, wanted, files);
        return (int) most;
    }
}
