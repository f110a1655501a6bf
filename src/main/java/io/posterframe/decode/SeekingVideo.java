package io.posterframe.decode;

import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/**
 * Any frame of a video by its time, in as little reading and decoding as the container allows, with any engine.
 *
 * <p>A container finds a place by decoding time, and an MPEG transport stream only roughly, while a viewer means
 * presentation time. So the times are taken in batches that rest on the same keyframe; for each batch the packets from
 * the keyframe on are read first ({@link Stretch}), starting earlier until a keyframe at or before the first time is
 * found, and ending when no later packet can be on screen at the last time. The time stamps then tell the wanted frames,
 * and only those and the frames that they rest on are decoded. Whatever does not fit that picture (packets without time
 * stamps, a huge GOP, a wanted frame that does not come out) goes through {@link #linear}, which decodes everything and
 * looks at what comes out.
 */
final class SeekingVideo implements Video {
    /** Compressed bytes that may be held before decoding: a GOP above it is decoded as it is read. */
    private static final long MAX_STRETCH_BYTES = 48L << 20;

    /** A decoder reorders at most 16 frames, so a later frame can't be that far behind in the file. */
    private static final int MAX_REORDER = 16;

    /** How far, in microseconds, each try starts before the time when no keyframe was found; then the very start. */
    private static final long[] STEPS_BACK = {0, 1_000_000, 3_000_000, 8_000_000, 25_000_000, 80_000_000};

    /**
     * Without an index, times that follow each other this closely are taken in one batch, which ends with the GOP in which it
     * gets this long: to seek costs some reads, and to begin inside of a GOP costs decoding it anew.
     */
    private static final long BATCH_MICROS = 4_000_000;

    /** Or this large. */
    private static final long BATCH_BYTES = 8L << 20;

    private final Engine engine;
    private final boolean strict;
    private final VideoFile file;
    private final VideoDecoder decoder;
    private final FrameIndex index;
    private final Ticks ticks;

    /** 0 for unknown. */
    private long durationMicros;
    /** How much later a keyframe is shown than decoded, by which an index of decoding times misleads a seek. */
    private long keyframeDelay;

    private int firstStep;
    private boolean startsWithKeyframe = true;

    /**
     * Takes the file and the decoder over: closes them, also when it fails.
     *
     * @param strict whether to fail where a packet that is needed can't be decoded, instead of showing what comes nearest
     */
    SeekingVideo(Engine engine, VideoFile file, VideoDecoder decoder, Zero zero, boolean strict) {
        this.strict = strict;
        this.engine = engine;
        this.file = file;
        this.decoder = decoder;
        this.index = file.index();
        this.durationMicros = file.declaredDurationMicros();
        try {
            this.ticks = zero == Zero.FIRST_FRAME ? file.ticks() : fromFirstKeyframe();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Ticks fromFirstKeyframe() {
        Ticks own = file.ticks();
        Packet packet;
        while ((packet = file.read()) != null) {
            packet.data().delete();
            if (packet.key() && packet.timed()) {
                return own.from(packet.pts());
            }
            startsWithKeyframe = false;
        }
        startsWithKeyframe = false;
        return own;
    }

    @Override
    public long declaredDurationMicros() {
        return durationMicros;
    }

    @Override
    public long durationMicros() {
        if (durationMicros == 0) {
            durationMicros = measuredDuration();
        }
        return durationMicros;
    }

    @Override
    public long endMicros() {
        return measuredDuration();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public boolean startsWithKeyframe() {
        return startsWithKeyframe;
    }

    @Override
    public void frames(long[] micros, FrameSink sink) {
        long[] wanted = new long[micros.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = ticks.at(micros[i]);
        }
        int from = 0;
        while (from < wanted.length) {
            from = batch(wanted, from, endOfBatch(wanted, from), sink);
        }
    }

    private int endOfBatch(long[] wanted, int from) {
        long keyframe = index.keyframeBefore(wanted[from] - keyframeDelay);
        int to = from + 1;
        while (to < wanted.length) {
            boolean together = keyframe == Packet.UNKNOWN
                    ? wanted[to] - wanted[to - 1] <= ticks.length(BATCH_MICROS)
                    : index.keyframeBefore(wanted[to] - keyframeDelay) == keyframe;
            if (!together) {
                break;
            }
            to++;
        }
        return to;
    }

    /** @return the index of the first time that has not been shown */
    private int batch(long[] wanted, int from, int most, FrameSink sink) {
        int done = from;
        int to = most;
        try (Stretch stretch = read(Math.min(wanted[from], end()), wanted[most - 1])) {
            if (!stretch.isEmpty() && !stretch.untimed() && stretch.bytes() <= MAX_STRETCH_BYTES) {
                while (to > from + 1 && wanted[to - 1] >= stretch.until()) {
                    to--;
                }
                done = decode(stretch, wanted, from, to, sink);
                if (done < to) {
                    checkDecoder();
                }
            }
        }
        while (done < to) {
            done = linear(wanted, done, to, sink);
        }
        return done;
    }

    /** Where a time past the end is looked for. */
    private long end() {
        return durationMicros == 0 ? index.lastWholeTime() : Math.min(ticks.at(durationMicros), index.lastWholeTime());
    }

    /**
     * The packets from a keyframe at or before {@code first} up to the last one that can be on screen at {@code last}, or
     * before the time at which the stretch {@linkplain Stretch#until ends}.
     */
    private Stretch read(long first, long last) {
        Stretch stretch = new Stretch();
        try {
            long lastDecoded = index.expect(first - keyframeDelay, last);
            long sought = file.seeksByDecodingTime() ? first - keyframeDelay : first;
            for (int step = firstStep; step < STEPS_BACK.length; step++) {
                long start = sought - (step == 0 ? 0 : ticks.length(STEPS_BACK[step]));
                if (start <= ticks.start()) {
                    break;
                }
                if (file.seek(start) && fill(stretch, first, first, last, lastDecoded)) {
                    return stretch;
                }
                stretch.close();
                // a container that missed once (they go by decoding time, or only roughly) will miss again
                firstStep = 1;
            }
            file.rewind();
            fill(stretch, Long.MAX_VALUE, first, last, lastDecoded);
            return stretch;
        } catch (RuntimeException e) {
            stretch.close();
            throw e;
        }
    }

    /**
     * @param latest          a stretch that starts with a later keyframe is of no use
     * @param furthestDecoded a packet with this decoding time or a later one is the last that is needed
     * @return whether the stretch starts with a keyframe that is not later than {@code latest}
     */
    private boolean fill(Stretch stretch, long latest, long first, long furthest, long furthestDecoded) {
        long last = furthest;
        long lastDecoded = furthestDecoded;
        int later = 0;
        Packet packet;
        while ((packet = file.read()) != null) {
            if (stretch.isEmpty() && !packet.key()) {
                packet.data().delete();
                continue;
            }
            stretch.add(packet);
            if (stretch.size() == 1 && packet.timed() && packet.dts() != Packet.UNKNOWN) {
                keyframeDelay = Math.max(0, packet.pts() - packet.dts());
            }
            if (stretch.first().timed() && stretch.first().pts() > latest) {
                return false;
            }
            if (packet.key() && packet.timed() && packet.pts() <= last && isLong(stretch, first, packet)) {
                stretch.endBefore(packet.pts());
                last = packet.pts() - 1;
                lastDecoded = Math.min(lastDecoded, packet.pts());
            }
            later = packet.timed() && packet.pts() > last ? later + 1 : 0;
            boolean noMoreBefore = packet.dts() != Packet.UNKNOWN && packet.dts() >= lastDecoded;
            if (noMoreBefore || later > MAX_REORDER || stretch.bytes() > MAX_STRETCH_BYTES) {
                return true;
            }
        }
        return !stretch.isEmpty();
    }

    /** Whether the times from a keyframe on are better left to the next batch; an index has put them there already. */
    private boolean isLong(Stretch stretch, long first, Packet keyframe) {
        boolean behind = keyframe.pts() > first && index.keyframeBefore(first) == Packet.UNKNOWN;
        return behind && (keyframe.pts() - first > ticks.length(BATCH_MICROS) || stretch.bytes() > BATCH_BYTES);
    }

    /** @return the index of the first time whose frame did not come out, or {@code to} */
    private int decode(Stretch stretch, long[] wanted, int from, int to, FrameSink sink) {
        int next = from;
        while (next < to) {
            int keyframe = stretch.keyframeOf(stretch.onScreenAt(wanted[next]));
            // the times whose frames rest on the same keyframe come out of one run of the decoder
            long[] targets = new long[to - next];
            int furthest = keyframe;
            int end = next;
            while (end < to) {
                int target = stretch.onScreenAt(wanted[end]);
                if (end > next && stretch.keyframeOf(target) != keyframe) {
                    break;
                }
                targets[end - next] = stretch.get(target).pts();
                furthest = Math.max(furthest, target);
                end++;
            }
            int done = run(stretch, keyframe, furthest, targets, next, end, sink);
            if (done < end) {
                return done;
            }
            next = end;
        }
        return to;
    }

    /** Decodes packets {@code first..furthest} and hands over the frames with the time stamps of {@code targets}. */
    private int run(Stretch stretch, int first, int furthest, long[] targets, int from, int to, FrameSink sink) {
        decoder.flush();
        int done = from;
        for (int i = first; done < to && i <= furthest + 1; i++) {
            if (i <= furthest) {
                Packet packet = stretch.get(i);
                decoder.skipUnreferenced(!isTarget(packet.pts(), targets, to - from));
                decoder.send(packet.data());
            } else {
                decoder.send(null);
            }
            Decoded picture;
            while (done < to && (picture = decoder.next()) != null) {
                while (done < to && picture.pts() == targets[done - from]) {
                    deliver(picture, done++, sink);
                }
            }
        }
        return done;
    }

    private static boolean isTarget(long pts, long[] targets, int count) {
        for (int i = 0; i < count; i++) {
            if (targets[i] == pts) {
                return true;
            }
        }
        return false;
    }

    /**
     * Decodes everything from before the first of these times on and takes the last picture that is not later, for it and
     * for the times behind it, as far as that leads.
     *
     * @return the index of the first time that has not been shown
     */
    private int linear(long[] wanted, int from, int to, FrameSink sink) {
        decoder.skipUnreferenced(false);
        for (long back : STEPS_BACK) {
            long start = Math.min(wanted[from], end()) - ticks.length(back);
            boolean whole = start <= ticks.start();
            if (whole) {
                file.rewind();
            } else {
                file.seek(start);
            }
            decoder.flush();
            int done = decodeUpTo(wanted, from, to, whole, true, sink);
            if (done > from) {
                return done;
            }
            if (whole) {
                break;
            }
        }
        file.rewind();
        decoder.flush();
        int done = decodeUpTo(wanted, from, to, true, false, sink);
        if (done == from) {
            throw new PictureException(new Failure.Undecodable("no frame of this video could be decoded", ""));
        }
        return done;
    }

    /**
     * @param fromStart whether the first picture stands for all earlier times
     * @param checked   whether to fail where a packet could not be decoded
     * @return the index of the first time that has not been shown
     */
    private int decodeUpTo(long[] wanted, int from, int to, boolean fromStart, boolean checked, FrameSink sink) {
        int done = from;
        boolean found = false;
        Packet packet;
        do {
            packet = file.read();
            try {
                decoder.send(packet == null ? null : packet.data());
                Decoded picture;
                while (done < to && (picture = decoder.next()) != null) {
                    long pts = picture.pts();
                    if (!found && !fromStart && pts > wanted[done]) {
                        return done;
                    }
                    while (found && done < to && pts > wanted[done]) {
                        deliverKept(done++, checked, sink);
                    }
                    if (done < to) {
                        decoder.keep();
                        found = true;
                    }
                }
            } finally {
                if (packet != null) {
                    packet.data().delete();
                }
            }
        } while (packet != null && done < to);
        while (found && done < to) {
            deliverKept(done++, checked, sink);
        }
        return done;
    }

    private void deliverKept(int index, boolean checked, FrameSink sink) {
        Decoded kept = decoder.kept();
        if (kept == null) {
            throw new IllegalStateException("no picture was put aside");
        }
        if (checked) {
            checkDecoder();
        }
        deliver(kept, index, sink);
    }

    private void checkDecoder() {
        if (strict && decoder.erred()) {
            throw new PictureException(new Failure.Undecodable("this video is damaged and can't be decoded", ""));
        }
    }

    private static void deliver(Decoded picture, int index, FrameSink sink) {
        picture.show(frame -> sink.accept(index, frame));
    }

    /** Reads the whole file for the end of its last frame: live recordings and streamed WebM do not tell their length. */
    private long measuredDuration() {
        file.rewind();
        long end = ticks.start();
        Packet packet;
        while ((packet = file.read()) != null) {
            long pts = packet.timed() ? packet.pts() : packet.dts();
            end = Math.max(end, pts + Math.max(0, packet.data().duration()));
            packet.data().delete();
        }
        return ticks.micros(end);
    }

    @Override
    public void close() {
        decoder.close();
        file.close();
    }
}
