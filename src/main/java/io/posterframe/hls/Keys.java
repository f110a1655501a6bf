package io.posterframe.hls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.hls.Encryption.Method;
import io.posterframe.origin.Document;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys of streams, in memory only and for a while, bounded in number. Thread-safe. */
final class Keys {
    private static final int MOST = 1000;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int LARGEST = 64;

    private final Supplier<Origins> origins;
    private final Waiting waiting;
    private final Cache<URI, SecretKey> kept =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    Keys(Supplier<Origins> origins, Waiting waiting) {
        this.origins = origins;
        this.waiting = waiting;
    }

    /** Blocks. Fails as a read does, and with Undecodable when what is there is no key of that method. */
    SecretKey get(URI uri, Method method, Trail trail) {
        SecretKey known = kept.getIfPresent(uri);
        if (known == null) {
            known = fetch(uri, trail);
            kept.put(uri, known);
        }
        int length = known.getEncoded().length;
        if (length != method.keyBytes()) {
            forget(uri);
            throw wrong(length, method);
        }
        return known;
    }

    /** What did not open what it should is fetched anew for the next who asks. */
    void forget(URI uri) {
        kept.invalidate(uri);
    }

    private SecretKey fetch(URI uri, Trail trail) {
        try {
            Document document = waiting.on(origins.get().document(uri, LARGEST, null, trail));
            byte[] bytes = document.bytes().getBytes();
            if (bytes.length == 0) {
                throw Refusal.undecodable("has an empty key", "");
            }
            return new SecretKeySpec(bytes, "AES");
        } catch (PictureException e) {
            throw e.failure() instanceof Undecodable tooLarge
                    ? Refusal.undecodable("has something else where its key should be", tooLarge.detail())
                    : e;
        }
    }

    private static PictureException wrong(int length, Method method) {
        return Refusal.undecodable(
                "has a key of " + length + " bytes where " + method.keyBytes() + " are needed", method.name());
    }
}
