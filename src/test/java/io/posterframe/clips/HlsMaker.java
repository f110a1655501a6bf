package io.posterframe.clips;

import io.posterframe.clips.HlsRecipe.Durations;
import io.posterframe.clips.HlsRecipe.Encryption;
import io.posterframe.clips.SegmentMuxer.Cut;
import io.posterframe.clips.SegmentMuxer.Piece;
import io.posterframe.clips.SegmentMuxer.Place;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one stream by its recipe. */
final class HlsMaker {
    private static final double SECONDS_BETWEEN_CLIPS = 1000;
    private static final String VARIABLE = "part";
    private static final String VALUE = "segment";

    private final HlsRecipe recipe;
    private final HlsCipher cipher;
    private final Map<String, byte[]> media = new TreeMap<>();
    private final List<HlsSegment> segments = new ArrayList<>();

    HlsMaker(HlsRecipe recipe) {
        this.recipe = recipe;
        cipher = new HlsCipher(recipe.encryption);
    }

    HlsStream make() {
        for (int i = 0; i < recipe.clips.size(); i++) {
            add(i);
        }
        media.putAll(cipher.keys());
        int target = (int) Math.ceil(
                segments.stream().mapToLong(HlsSegment::durationMicros).max().orElseThrow() / 1e6);
        boolean open = recipe.clips.stream().anyMatch(c -> c.video().openGop());
        String tags = (open ? "" : "#EXT-X-INDEPENDENT-SEGMENTS\n")
                + (recipe.defines ? "#EXT-X-DEFINE:NAME=\"" + VARIABLE + "\",VALUE=\"" + VALUE + "\"\n" : "");
        boolean iFrames = recipe.encryption == Encryption.NONE && !recipe.singleFile;
        return new HlsStream(media, segments, new HlsStream.Head(recipe.sequence, target, iFrames, tags));
    }

    private void add(int index) {
        Clip clip = recipe.clips.get(index);
        List<Encoded> streams = atRate(PacketReader.read(clip.file()));
        List<List<Place>> split = split(streams);
        double start = recipe.start + index * SECONDS_BETWEEN_CLIPS;
        Cut cut = SegmentMuxer.cut(streams, split, recipe.fragmented, start);
        String whole = "all-" + index + (recipe.fragmented ? ".mp4" : ".ts");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String map = map(index, cut.init(), whole, file);
        int[] keys = keys(split);
        for (int i = 0; i < split.size(); i++) {
            int number = segments.size();
            boolean first = index > 0 && i == 0;
            boolean last = index == recipe.clips.size() - 1 && i == split.size() - 1;
            boolean gap = recipe.gaps.contains(number);
            int frames = (i + 1 < keys.length ? keys[i + 1] : clip.video().end()) - keys[i];
            String duration = duration(frames);
            Piece piece = cut.pieces().get(i);
            byte[] bytes = cipher.encrypt(piece.bytes(), number, recipe.sequence + number, last);
            String name = "segment-" + number + (recipe.fragmented ? ".m4s" : ".ts");
            HlsTags tags = new HlsTags(
                    first ? "#EXT-X-DISCONTINUITY\n" : "",
                    cipher.tag(number, last),
                    map,
                    cipher.coversInit(),
                    clock() + "#EXTINF:" + duration + ",\n" + (gap ? "#EXT-X-GAP\n" : ""),
                    recipe.singleFile ? bytes.length : 0,
                    file.size(),
                    i % 2 == 1,
                    recipe.singleFile ? whole : uri(name));
            if (recipe.singleFile) {
                file.writeBytes(bytes);
            } else if (!gap) {
                media.put(name, bytes);
            }
            segments.add(new HlsSegment(
                    recipe.singleFile ? whole : name,
                    clip,
                    keys[i],
                    frames,
                    recipe.framesPerSecond,
                    new BigDecimal(duration).movePointRight(6).longValueExact(),
                    first,
                    gap,
                    piece.keyBytes(),
                    tags));
        }
        if (recipe.singleFile) {
            media.put(whole, file.toByteArray());
        }
    }

    private String uri(String name) {
        return recipe.defines ? name.replace(VALUE, "{$" + VARIABLE + "}") : name;
    }

    private List<Encoded> atRate(List<Encoded> streams) {
        List<Encoded> video = streams.stream()
                .filter(s -> s.ticksPerSecond() == Video.FRAMES_PER_SECOND)
                .map(s -> new Encoded(s.parameters(), recipe.framesPerSecond, s.packets()))
                .toList();
        List<Encoded> all = new ArrayList<>(video);
        streams.stream()
                .filter(s -> s.ticksPerSecond() != Video.FRAMES_PER_SECOND)
                .forEach(all::add);
        return all;
    }

    /** The packets of each segment. */
    private List<List<Place>> split(List<Encoded> streams) {
        List<Place> all = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            int stream = i;
            Encoded encoded = streams.get(i);
            encoded.packets().forEach(p -> all.add(new Place(stream, encoded.ticksPerSecond(), p)));
        }
        all.sort(Comparator.comparingDouble(Place::seconds));
        List<List<Place>> split = new ArrayList<>();
        split.add(new ArrayList<>());
        int gop = 0;
        for (Place place : all) {
            if (place.videoKey() && gop++ % recipe.gops == 0 && gop > 1) {
                split.add(new ArrayList<>());
            }
            split.get(split.size() - 1).add(place);
        }
        return split;
    }

    /** The numbers of the segments' first keyframes. */
    private static int[] keys(List<List<Place>> split) {
        return split.stream()
                .mapToInt(segment -> (int) segment.stream()
                        .filter(Place::videoKey)
                        .findFirst()
                        .orElseThrow()
                        .packet()
                        .pts())
                .toArray();
    }

    private String map(int index, byte[] init, String whole, ByteArrayOutputStream file) {
        if (!recipe.fragmented) {
            return "";
        }
        byte[] bytes = cipher.coversInit() ? cipher.encrypt(init, 0, 0, false) : init;
        if (recipe.singleFile) {
            file.writeBytes(bytes);
            return "#EXT-X-MAP:URI=\"" + whole + "\",BYTERANGE=\"" + bytes.length + "@0\"\n";
        }
        media.put("init-" + index + ".mp4", bytes);
        return "#EXT-X-MAP:URI=\"init-" + index + ".mp4\"\n";
    }

    private String clock() {
        if (recipe.clock == null) {
            return "";
        }
        long micros = segments.stream().mapToLong(HlsSegment::durationMicros).sum();
        return "#EXT-X-PROGRAM-DATE-TIME:" + recipe.clock.plusNanos(micros * 1000) + "\n";
    }

    private String duration(int frames) {
        int decimals = recipe.durations == Durations.SECONDS ? 0 : recipe.durations == Durations.MILLISECONDS ? 3 : 6;
        return BigDecimal.valueOf(frames)
                .divide(BigDecimal.valueOf(recipe.framesPerSecond), decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
