package io.posterframe.doctor;

import io.posterframe.archive.Archive;
import io.posterframe.archive.ArchiveConfig;
import io.posterframe.archive.Archives;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Whether frames of jobs can be kept. */
record ArchiveCheck(ArchiveConfig config, Path data) implements Check {
    private static final Duration REQUEST = Duration.ofSeconds(8);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    @Override
    public String what() {
        return "archive";
    }

    @Override
    public Duration patience() {
        return REQUEST.multipliedBy(4);
    }

    @Override
    public void look(Findings findings) {
        if (config.bucket().isOn()) {
            lookAtBucket(findings);
        } else {
            lookAtFolder(findings, config.folder(data).toAbsolutePath().normalize());
        }
    }

    private static void lookAtFolder(Findings findings, Path folder) {
        String advice = "let archive.folder name a folder that the server's user (" + System.getProperty("user.name")
                + ") may write";
        if (!Files.exists(folder)) {
            Optional<String> obstacle = FolderProbe.obstacleToMaking(folder);
            if (obstacle.isPresent()) {
                findings.problem(folder + " is not there and can't be made: " + obstacle.get(), advice);
            } else {
                findings.ok(folder + " is not there yet; it will be made at the first start");
            }
            return;
        }
        try {
            FolderProbe.write(folder);
            findings.ok(folder + " can be written");
        } catch (IOException e) {
            findings.problem(folder + " can't be written: " + Examination.words(e), advice);
        }
    }

    /** A bundle of a job that nobody knows; one that stays behind is removed by the servers after an hour. */
    private void lookAtBucket(Findings findings) {
        ArchiveConfig hasty = new ArchiveConfig(config.folder(), config.bucket().within(REQUEST, ATTEMPT));
        String job = "doctor-" + UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.wrap(job.getBytes(StandardCharsets.US_ASCII));
        String place = "bucket " + config.bucket().name();
        try (Archive archive = Archives.open(hasty, data)) {
            place = archive.place();
            archive.write(job, "probe", bytes.duplicate());
            ByteBuffer read = archive.read(job, "probe", 0, bytes.remaining());
            archive.delete(job);
            if (read.equals(bytes)) {
                findings.ok(place + ": an object was written, read, listed and deleted");
            } else {
                findings.problem(
                        place + " answers other bytes than were written",
                        "see that archive.bucket.endpoint is a store that talks like S3");
            }
        } catch (IOException | RuntimeException e) {
            findings.problem(
                    place + ": " + Examination.words(e),
                    "see archive.bucket.endpoint, region, path-style and the access key, which must be allowed to put, "
                            + "get, list and delete objects below archive.bucket.prefix");
        }
    }
}
