package io.posterframe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Worker processes, with those that they are shut in by, held still until they are let go; what they are given waits. */
final class StoppedWorkers implements AutoCloseable {
    private final List<Long> ids;

    StoppedWorkers(List<Long> ids) {
        // a worker in a sandbox is a descendant of the process that the pool has started
        this.ids = ids.stream()
                .flatMap(id -> Stream.concat(
                        Stream.of(id),
                        ProcessHandle.of(id).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid)))
                .toList();
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
