package io.posterframe.worker;

import java.util.concurrent.TimeUnit;

/**
 * Ends this process when the edge that started it is gone. A worker sees its pipe break only when it next reads or writes,
 * and one that is lost in native code never does.
 */
final class EdgeWatch {
    private static final int ORPHANED = 71;

    private EdgeWatch() {}

    static void start() {
        ProcessHandle.current().parent().ifPresent(edge -> {
            Thread watch = new Thread(() -> watch(edge), "edge-watch");
            watch.setDaemon(true);
            watch.start();
        });
    }

    private static void watch(ProcessHandle edge) {
        try {
            while (edge.isAlive()) {
                TimeUnit.SECONDS.sleep(1);
            }
            Runtime.getRuntime().halt(ORPHANED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
