package io.posterframe.delivery;

import io.posterframe.cache.CachedPicture;
import io.posterframe.origin.CurrentSource;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purges;
import java.net.URI;

/**
 * A picture that is wanted, with all that decides which one will do.
 *
 * @param location  where its media is
 * @param key       of the picture in the cache
 * @param spec      what to make of the media
 * @param names     what the picture can be purged by
 * @param purgedAt  when it was last purged: one that was made then or before won't do; {@link Purges#NEVER} for never
 * @param doubtedAt when it was last purged or doubted: a version of the media that was checked then or before is due
 */
record Wanted(URI location, String key, PictureSpec spec, Names names, long purgedAt, long doubtedAt) {

    static Wanted of(URI location, String key, PictureSpec spec, Names names, Purges purges) {
        return new Wanted(location, key, spec, names, purges.purgedAt(names, key), purges.doubtedAt(names, key));
    }

    /** Whether this picture may still be shown. */
    boolean allows(CachedPicture picture) {
        return picture.renderedAtMillis() > purgedAt;
    }

    /** Whether it is the one that is wanted. */
    boolean isMetBy(CachedPicture picture, CurrentSource current) {
        return allows(picture)
                && picture.sourceValidator().equals(current.source().version().validator());
    }

    /** Names the whole source, where something is remembered of it. */
    String sourceKey() {
        return since(location.toString());
    }

    /** Names one version of it. */
    String versionKey(CurrentSource current) {
        return since(location + "@" + current.source().version().validator());
    }

    /** Names the picture of one version. */
    String pictureKey(CurrentSource current) {
        return since(key + "@" + current.source().version().validator());
    }

    /** What began before a purge has another name than what begins after it, so nobody waits for it or recalls it. */
    private String since(String name) {
        return purgedAt == Purges.NEVER ? name : name + "#" + purgedAt;
    }
}
