package io.posterframe.hls;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of one stream: each is opened when it is asked for, and those that will be wanted next are fetched
 * beside. Keeps a few open.
 */
final class HlsReader implements MediaReader {
    private static final int OPEN_AT_ONCE = 16;

    private final SegmentList list;
    private final Reach reach;
    private final PartOpener opener;
    private final FetchAhead ahead;
    private final Runnable outdated;
    private final Map<Integer, PartBytes> open = new LinkedHashMap<>(OPEN_AT_ONCE, 0.75f, true);

    /**
     * @param ahead    of this reader alone
     * @param outdated called when what was found shows that the playlist has been overtaken
     */
    HlsReader(SegmentList list, Reach reach, PartOpener opener, FetchAhead ahead, Runnable outdated) {
        this.list = list;
        this.reach = reach;
        this.opener = opener;
        this.ahead = ahead;
        this.outdated = outdated;
    }

    @Override
    public Timeline timeline() {
        return list.timeline();
    }

    /** A worker keeps a stream open by its version, which says nothing of its I-frames. */
    @Override
    public String edition() {
        return list.iFrames() ? " " + list.digest() : "";
    }

    @Override
    public long open(int part, List<Integer> next) {
        ahead.plan(part, next);
        return opened(part).size();
    }

    @Override
    public ByteBuffer read(long offset, int length, long ahead) {
        int part = Timeline.partAt(offset);
        if (offset < 0 || part >= list.parts().size()) {
            return ByteBuffer.allocate(0);
        }
        PartBytes bytes = opened(part);
        return told(() -> bytes.read(offset - Timeline.address(part), length, ahead));
    }

    private PartBytes opened(int part) {
        PartBytes known = open.get(part);
        if (known != null) {
            return known;
        }
        PartBytes opened = told(() -> opener.open(list.parts().get(part), reach));
        open.put(part, opened);
        if (open.size() > OPEN_AT_ONCE) {
            Iterator<PartBytes> oldest = open.values().iterator();
            PartBytes dropped = oldest.next();
            oldest.remove();
            try (dropped) {
                told(() -> {
                    dropped.confirm();
                    return dropped;
                });
            }
        }
        return opened;
    }

    /** A segment of a live stream that has gone fell out of the window: what there is now is another version. */
    private <T> T told(Supplier<T> access) {
        try {
            return access.get();
        } catch (PictureException e) {
            boolean changed = e.failure() instanceof SourceChanged;
            boolean gone = list.live() && e.failure() instanceof SourceMissing;
            if (changed || gone) {
                outdated.run();
            }
            throw gone ? new PictureException(new SourceChanged(e.failure().detail())) : e;
        }
    }

    @Override
    public void confirm() {
        open.values()
                .forEach(bytes -> told(() -> {
                    bytes.confirm();
                    return bytes;
                }));
    }

    @Override
    public void close() {
        ahead.close();
        @Nullable RuntimeException first = null;
        for (PartBytes bytes : open.values()) {
            try {
                bytes.close();
            } catch (RuntimeException e) {
                first = e;
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }
}
