package io.posterframe.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.netty.handler.codec.DateFormatter;
import io.posterframe.cache.CachedPicture;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Variant;
import io.vertx.core.MultiMap;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its header fields in the form in which they are written, so that a repeated request builds nothing. For
 * any thread.
 */
final class ReadyAnswer {
    /** A check counts as one of this moment for so long; the origin may be set to be asked at each request. */
    private static final long JUST_CHECKED_MILLIS = 10_000;

    private final CachedPicture picture;
    private final long checkedAtMillis;
    private final long freshUntilMillis;
    private final boolean stale;
    private final boolean small;
    private final @Nullable Variant variant;
    private final List<String> tags;

    private final CharSequence contentType;
    private final CharSequence contentLength;
    private final CharSequence etag;
    private final CharSequence lastModified;
    private final CharSequence cacheControl;
    private final CharSequence cdnField;
    private final @Nullable CharSequence cdnCacheControl;
    private final long mostAge;
    private final CharSequence cacheTag;
    private final CharSequence surrogateKey;
    private final @Nullable CharSequence contentDisposition;

    /** The Age of the second that was last asked for; replaced, never changed. */
    private volatile Age age;

    /** The age of {@link ReadyAnswers} at which it was last found not to be forgotten. */
    private volatile long seenAt;

    private record Age(long seconds, CharSequence value) {
        static Age of(long seconds, long most) {
            return new Age(seconds, createOptimized(Long.toString(Math.min(seconds, most))));
        }
    }

    /** @param nowMillis the time; what the answer may promise depends on how fresh it is */
    ReadyAnswer(Answer.Picture answer, HeaderConfig headers, long nowMillis) {
        Delivered delivered = answer.delivered();
        this.picture = delivered.picture();
        this.checkedAtMillis = delivered.checkedAtMillis();
        this.freshUntilMillis = delivered.freshUntilMillis();
        this.stale = delivered.outcome() == Outcome.STALE;
        this.small = picture.length() <= PendingBytes.SMALL;
        this.variant = answer.variant();
        tags = answer.tags();
        String fileName = answer.fileName();
        contentType = createOptimized(picture.contentType());
        contentLength = createOptimized(Long.toString(picture.length()));
        etag = createOptimized(picture.etag());
        lastModified = createOptimized(DateFormatter.format(new Date(picture.lastModifiedMillis())));
        HeaderConfig.Told told = stale
                ? headers.stale(answer.keeping(), picture.livesMillis(), nowMillis)
                : headers.picture(
                        answer.immutable() && isSettled(nowMillis), answer.keeping(), picture.livesMillis(), nowMillis);
        cacheControl = createOptimized(told.cacheControl());
        cdnField = headers.cdnField().written();
        cdnCacheControl = told.cdn() == null ? null : createOptimized(told.cdn());
        mostAge = told.mostAge();
        cacheTag = createOptimized(String.join(",", tags));
        surrogateKey = createOptimized(String.join(" ", tags));
        contentDisposition = fileName == null
                ? null
                : createOptimized(
                        answer.saved() ? ContentDisposition.attachment(fileName) : ContentDisposition.inline(fileName));
        age = Age.of(0, mostAge);
    }

    /** Whether the source was checked so lately that the picture is surely its own. */
    private boolean isSettled(long nowMillis) {
        return nowMillis < Math.max(freshUntilMillis, checkedAtMillis + JUST_CHECKED_MILLIS);
    }

    long seenAt() {
        return seenAt;
    }

    void seeAt(long now) {
        seenAt = now;
    }

    CachedPicture picture() {
        return picture;
    }

    /** Which one of its URL's variants this is; null where the URL has one for everybody. */
    @Nullable
    Variant variant() {
        return variant;
    }

    /** What a purge may name it by. */
    List<String> tags() {
        return tags;
    }

    /** Whether this is the warm-up's picture of nothing, which no metric counts. */
    boolean isRehearsal() {
        return picture.key().equals(HitPathWarmUp.KEY);
    }

    /** Whether its body is nothing to count while it is written. */
    boolean isSmall() {
        return small;
    }

    CharSequence contentLength() {
        return contentLength;
    }

    boolean freshAt(long millis) {
        return millis < freshUntilMillis;
    }

    long freshUntilMillis() {
        return freshUntilMillis;
    }

    /** Seconds since the source was last found to be of this version. */
    long ageAt(long millis) {
        return Math.max(0, (millis - checkedAtMillis) / 1000);
    }

    /**
     * Writes what 200, 206 and 304 have in common.
     *
     * @return whether this is the first answer in its second: a good moment for whatever need not be done at each
     */
    boolean writeCommon(MultiMap fields, SecondClock.Now now) {
        long seconds = ageAt(now.millis());
        Age current = age;
        boolean first = current.seconds != seconds;
        if (first) {
            current = Age.of(seconds, mostAge);
            age = current;
        }
        fields.add(Fields.DATE, now.date());
        fields.add(Fields.ETAG, etag);
        fields.add(Fields.LAST_MODIFIED, lastModified);
        fields.add(Fields.CACHE_CONTROL, cacheControl);
        if (cdnCacheControl != null) {
            fields.add(cdnField, cdnCacheControl);
        }
        if (!stale) {
            // of a stale one the age would be more than its max-age at once, and nobody could keep it for that moment
            fields.add(Fields.AGE, current.value);
        }
        fields.add(Fields.ALLOW_ORIGIN, Fields.ANY);
        if (!cacheTag.isEmpty()) {
            fields.add(Fields.CACHE_TAG, cacheTag);
            fields.add(Fields.SURROGATE_KEY, surrogateKey);
        }
        if (variant != null) {
            fields.add(Fields.VARY, Fields.BY_ACCEPT);
        }
        return first;
    }

    /** Takes back what {@link #writeCommon} said of keeping the answer: nobody may. */
    void forbidKeeping(MultiMap fields) {
        fields.set(Fields.CACHE_CONTROL, Fields.NO_STORE);
        fields.remove(cdnField);
    }

    /** Writes what a 200 and a 206 say of their content. */
    void writeContent(MultiMap fields) {
        fields.add(Fields.CONTENT_TYPE, contentType);
        fields.add(Fields.ACCEPT_RANGES, Fields.BYTES);
        CharSequence disposition = contentDisposition;
        if (disposition != null) {
            fields.add(Fields.CONTENT_DISPOSITION, disposition);
        }
    }
}
