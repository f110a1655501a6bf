package io.posterframe.clips;

import java.util.Map;

/** A live stream at a {@link HlsSite}, which goes on when the test says so. Old segments are gone at once. */
public final class LiveWindow {
    private final HlsSite site;
    private final String base;
    private final HlsStream stream;
    private final int count;
    private int first;

    LiveWindow(HlsSite site, String base, HlsStream stream, int count) {
        this.site = site;
        this.base = base;
        this.stream = stream;
        this.count = count;
        site.put(base, stream.media());
        moveTo(0);
    }

    /** The window begins with this segment of the stream; those before it can't be had any more. */
    public void moveTo(int segment) {
        first = segment;
        tell(false);
        for (HlsSegment old : stream.segments().subList(0, segment)) {
            if (stream.segments().subList(segment, segment + count).stream()
                    .noneMatch(s -> s.path().equals(old.path()))) {
                site.remove(base + "/" + old.path());
            }
        }
    }

    /** The window stays as it is, and the stream has ended. */
    public void end() {
        tell(true);
    }

    /** The URL of its playlist. */
    public String url() {
        return site.url(base + "/" + HlsStream.PLAYLIST);
    }

    /** How many segments are told. */
    public int count() {
        return count;
    }

    /** The number of the frame on screen at a time from the window's start, in seconds. */
    public int frameAt(double seconds) {
        return stream.frameAt(Math.min(stream.startOf(first) + seconds, end(first + count)));
    }

    /** The number of the newest segment's last frame. */
    public int lastFrame() {
        HlsSegment newest = stream.segments().get(first + count - 1);
        return newest.firstFrame() + newest.frames() - 1;
    }

    private double end(int segment) {
        return stream.startOf(segment) - 0.5 / Video.FRAMES_PER_SECOND;
    }

    private void tell(boolean ended) {
        site.put(base, Map.of(HlsStream.PLAYLIST, HlsStream.bytes(stream.playlist(first, count, ended))));
    }
}
