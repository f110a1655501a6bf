package io.posterframe;

import io.posterframe.clips.Clip;
import io.posterframe.fuzz.FuzzCase;
import io.posterframe.fuzz.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A whole server with a folder of damaged clips and whole ones, asked over HTTP. What a case has once shown must be what is
 * shown of it at the end: no picture lies in the cache under another's key.
 */
public final class FuzzedEdge {
    private static final Set<String> DOCUMENTED = Set.of("error-17", "error-25");

    private final Edge edge;
    private final Path media;
    private final Tally tally;
    private final Map<String, byte[]> shown = new HashMap<>();

    private FuzzedEdge(Edge edge, Path media, Tally tally) {
        this.edge = edge;
        this.media = media;
        this.tally = tally;
    }

    /** @param engine as in {@code decode.engine} */
    public static void run(String engine, List<FuzzCase> cases, Tally tally) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("fuzz");
        Path media = Files.createDirectory(folder.resolve("media"));
        Files.copy(Clip.MKV.file(), media.resolve("whole.mkv"));
        try (Edge edge = Edge.start(
                folder.resolve("data"),
                "catalog.folder",
                media.toString(),
                "decode.engine",
                engine,
                "render.work-timeout",
                "6s")) {
            FuzzedEdge fuzzed = new FuzzedEdge(edge.ready(), media, tally);
            for (FuzzCase each : cases) {
                fuzzed.ask(each);
            }
            fuzzed.shown.forEach(fuzzed::again);
            edge.settles();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void ask(FuzzCase fuzz) throws IOException {
        String entry = "case" + fuzz.number();
        Files.write(media.resolve(entry + fuzz.extension()), fuzz.bytes());
        String target = Edge.thumb(entry, "width/160/vid_sec/" + fuzz.number() % 70 / 10.0);
        Reply reply = edge.get(target);
        tally.count("over HTTP: " + reply.status());
        if (reply.status() == 200) {
            if (!reply.size().startsWith("160x")) {
                tally.fault(target + " is " + reply.size());
            }
            shown.put(target, reply.body());
        } else if (!(reply.status() == 504 || DOCUMENTED.contains(String.valueOf(reply.header("x-kaltura"))))) {
            tally.fault(target + ": " + reply.status() + " " + reply.text());
        }
        int frame = fuzz.number() % Clip.MKV.numbers().length;
        Reply whole = edge.get(Edge.thumb("whole", "width/320/vid_sec/" + frame / 25.0));
        if (whole.status() != 200 || whole.frame() != frame) {
            tally.fault("frame " + frame + " beside " + target + ": " + whole.status());
        }
    }

    private void again(String target, byte[] body) {
        Reply reply = edge.get(target);
        boolean same = reply.status() == 200 && Arrays.equals(body, reply.body());
        if (!same || reply.cacheStatus().contains("fwd")) {
            tally.fault("another answer the second time: " + target + " " + reply.cacheStatus());
        }
    }
}
