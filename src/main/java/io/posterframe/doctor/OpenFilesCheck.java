package io.posterframe.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Whether enough files and connections may be open at once. */
record OpenFilesCheck() implements Check {
    /** Workers, database, libraries and a few clients. */
    private static final long LEAST = 512;

    /** A connection a client, and one more for each picture that is sent from its file. */
    private static final long ENOUGH = 4096;

    @Override
    public String what() {
        return "open files";
    }

    @Override
    public void look(Findings findings) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            findings.ok("this system does not tell");
            return;
        }
        long most = system.getMaxFileDescriptorCount();
        String found = "this process may have " + most + " open; each client takes one";
        String advice =
                "raise it to " + ENOUGH + " or more where the server is started: ulimit -n, LimitNOFILE= in systemd, "
                        + "--ulimit nofile= in Docker";
        if (most < LEAST) {
            findings.problem(found, advice);
        } else if (most < ENOUGH) {
            findings.warning(found, advice);
        } else {
            findings.ok(found);
        }
    }
}
