package io.posterframe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Worker processes that are held still until they are let go; what they are given waits. */
final class StoppedWorkers implements AutoCloseable {
    private final List<Long> ids;

    StoppedWorkers(List<Long> ids) {
        this.ids = ids;
        signal("STOP");
    }

    void letGo() {
        signal("CONT");
    }

    @Override
    public void close() {
        letGo();
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        ids.forEach(id -> command.add(id.toString()));
        try {
            // a worker may have died meanwhile
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
