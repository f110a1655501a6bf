package io.posterframe.hls;

import io.lindstrom.m3u8.model.ByteRange;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.SegmentMap;
import io.posterframe.picture.Failure.NoSegmentYet;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a timeline and its parts of what the library's parser has read; for one playlist. */
final class SegmentListMaker {
    /** The most initialization sections, and the most keys. */
    static final int MOST_SHARED = 1000;

    /** The longest that all segments may last together. */
    static final double LONGEST_SECONDS = 366 * 86_400.0;

    private final MediaPlaylist read;
    private final boolean live;
    private final int target;
    private final List<@Nullable Encryption> ofSegments;
    private final List<@Nullable Encryption> ofMaps;

    private final List<Segment> segments = new ArrayList<>();
    private final List<Resource> parts = new ArrayList<>();
    private final Map<Resource, Integer> inits = new LinkedHashMap<>();
    private final Set<String> keyUris = new HashSet<>();

    /**
     * @param target     seconds, 1 or more
     * @param ofSegments for each segment
     * @param ofMaps     for each segment, what counts for the initialization section that was named last
     */
    SegmentListMaker(
            MediaPlaylist read,
            boolean live,
            int target,
            List<@Nullable Encryption> ofSegments,
            List<@Nullable Encryption> ofMaps) {
        this.read = read;
        this.live = live;
        this.target = target;
        this.ofSegments = ofSegments;
        this.ofMaps = ofMaps;
    }

    SegmentList make(String asked) {
        List<MediaSegment> all = read.mediaSegments();
        if (all.stream().allMatch(MediaSegment::gap)) {
            throw live
                    ? new PictureException(new NoSegmentYet())
                    : Refusal.undecodable("has no segments", "none in " + all.size());
        }
        long[] dates = new long[all.size()];
        boolean[] discontinuities = new boolean[all.size()];
        double seconds = 0;
        int init = Segment.NO_INIT;
        for (int i = 0; i < all.size(); i++) {
            MediaSegment segment = all.get(i);
            long sequence = read.mediaSequence() + i;
            int initBefore = init;
            if (segment.segmentMap().isPresent()) {
                init = init(segment.segmentMap().get(), ofMaps.get(i), sequence);
            }
            parts.add(resource(segment, ofSegments.get(i), sequence));
            dates[i] = segment.programDateTime().map(SegmentListMaker::micros).orElse(ProgramDates.NONE);
            discontinuities[i] = segment.discontinuity();
            long start = micros(seconds);
            seconds += segment.duration();
            boolean continues = i > 0
                    && !segment.discontinuity()
                    && !segment.gap()
                    && !all.get(i - 1).gap()
                    && init == initBefore;
            segments.add(new Segment(start, micros(seconds) - start, init, segment.gap(), continues));
        }
        parts.addAll(inits.keySet());
        Timeline timeline = new Timeline(segments, inits.size(), read.independentSegments() || read.iFramesOnly());
        return new SegmentList(
                timeline,
                List.copyOf(parts),
                new ProgramDates(dates, discontinuities, segments),
                Duration.ofSeconds(target),
                live,
                read.iFramesOnly(),
                new Digest()
                        .text(asked)
                        .number(read.mediaSequence())
                        .timeline(timeline)
                        .resources(parts)
                        .numbers(dates)
                        .text(String.valueOf(live))
                        .hex());
    }

    private Resource resource(MediaSegment segment, @Nullable Encryption encryption, long sequence) {
        Encryption own = encryption == null ? null : count(encryption).at(sequence);
        ByteRange range = segment.byteRange().orElse(null);
        if (range == null) {
            return new Resource(segment.uri(), 0, Resource.WHOLE, own);
        }
        Resource before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        long behind = before != null && !before.whole() && before.uri().equals(segment.uri())
                ? before.offset() + before.length()
                : 0;
        return part(segment.uri(), range.offset().orElse(behind), range.length(), own);
    }

    private int init(SegmentMap map, @Nullable Encryption encryption, long sequence) {
        Encryption own = encryption == null ? null : count(encryption).at(sequence);
        ByteRange range = map.byteRange().orElse(null);
        Resource section = range == null
                ? new Resource(map.uri(), 0, Resource.WHOLE, own)
                : part(map.uri(), range.offset().orElse(0L), range.length(), own);
        if (inits.size() >= MOST_SHARED && !inits.containsKey(section)) {
            throw Refusal.undecodable("has too many initialization sections", "more than " + MOST_SHARED);
        }
        inits.putIfAbsent(section, inits.size());
        return inits.get(section);
    }

    private Encryption count(Encryption encryption) {
        keyUris.add(encryption.keyUri());
        if (keyUris.size() > MOST_SHARED) {
            throw Refusal.undecodable("has too many keys", "more than " + MOST_SHARED);
        }
        return encryption;
    }

    private static Resource part(String uri, long offset, long length, @Nullable Encryption encryption) {
        if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
            throw Refusal.undecodable("has an impossible byte range in its playlist", length + "@" + offset);
        }
        return new Resource(uri, offset, length, encryption);
    }

    /** Of the sum, so that what is lost by rounding does not add up. */
    private static long micros(double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw Refusal.undecodable("is longer than a year, as its playlist says", "");
        }
        return Math.round(seconds * 1e6);
    }

    private static long micros(OffsetDateTime date) {
        return Math.max(ProgramDates.NONE, ChronoUnit.MICROS.between(Instant.EPOCH, date.toInstant()));
    }
}
