package io.posterframe.doctor;

import io.posterframe.DataFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the data folder can be written, and whether a server has it. Finds out the occupancy for later checks. */
record DataFolderCheck(Path data, Occupancy occupancy) implements Check {
    @Override
    public String what() {
        return "data folder";
    }

    @Override
    public void look(Findings findings) throws IOException {
        if (!Files.exists(data)) {
            occupancy.is(Occupancy.State.FREE);
            lookAbove(findings);
            return;
        }
        if (!Files.isDirectory(data)) {
            findings.problem(data + " is no folder", "let data (--data) name a folder, or remove that file");
            return;
        }
        lookAtLock(findings);
        try {
            FolderProbe.write(data);
            findings.ok(data + ": a file was written, forced to the disk, read and deleted");
        } catch (IOException e) {
            findings.problem(data + " can't be written: " + Examination.words(e), permission());
        }
        List<String> closed = closedBelow();
        if (!closed.isEmpty()) {
            findings.problem("can't be written below it: " + String.join(", ", closed), permission());
        }
    }

    private void lookAbove(Findings findings) {
        Optional<String> obstacle = FolderProbe.obstacleToMaking(data);
        if (obstacle.isPresent()) {
            findings.problem(
                    data + " is not there and can't be made: " + obstacle.get(),
                    "make it for the server's user (" + user() + "), or name another by data (--data)");
        } else {
            findings.ok(data + " is not there yet; it will be made at the first start");
        }
    }

    private void lookAtLock(Findings findings) throws IOException {
        try (DataFolder borrowed = DataFolder.borrow(data).orElse(null)) {
            if (borrowed == null) {
                occupancy.is(Occupancy.State.TAKEN);
                findings.ok("a running server has it (its lock is held)");
            } else {
                occupancy.is(Occupancy.State.FREE);
                findings.ok("no server has it (its lock is free)");
            }
        } catch (NoSuchFileException e) {
            occupancy.is(Occupancy.State.FREE);
            findings.ok("no server has been here yet");
        } catch (AccessDeniedException e) {
            findings.problem(data.resolve("lock") + " can't be opened for writing", permission());
        }
    }

    /** What an earlier start by another user has left, perhaps. */
    private List<String> closedBelow() {
        List<String> closed = new ArrayList<>();
        try (DirectoryStream<Path> below = Files.newDirectoryStream(data)) {
            for (Path entry : below) {
                boolean usable = Files.isWritable(entry) && (!Files.isDirectory(entry) || Files.isExecutable(entry));
                if (!usable && Files.exists(entry)) {
                    closed.add(String.valueOf(entry.getFileName()));
                }
            }
        } catch (IOException e) {
            closed.add("what is in it can't be listed (" + Examination.words(e) + ")");
        }
        return closed;
    }

    private String permission() {
        return "as root: chown -R " + user() + " " + data
                + " (or run the doctor and the server as the folder's owner); check that it is not mounted read-only";
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
