package io.posterframe.hls;

import io.posterframe.hls.Encryption.Method;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.Origins;
import io.posterframe.origin.Uris;
import io.posterframe.trail.Trail;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens what playlists name. Thread-safe; blocks as a read does.
 *
 * @param trail to which what is asked for belongs
 */
record PartOpener(Supplier<Origins> origins, Keys keys, Waiting waiting, long maxBytes, Trail trail) {

    /** The same for another's work. */
    PartOpener of(Trail other) {
        return new PartOpener(origins, keys, waiting, maxBytes, other);
    }

    /** The plain bytes of a resource. Fails as a read does, and with Undecodable. */
    PartBytes open(Resource resource, Reach reach) {
        URI keyUri = keyUri(resource, reach);
        PartBytes coded = coded(resource, reach);
        Encryption encryption = resource.encryption();
        if (encryption == null || keyUri == null) {
            return coded;
        }
        try {
            return new Decrypted(coded, encryption, keys.get(keyUri, encryption.method(), trail));
        } catch (RuntimeException e) {
            keys.forget(keyUri);
            coded.close();
            throw e;
        }
    }

    /**
     * Where a resource is, for who wants to ask for it before it is opened. Fails where opening it would fail without asking
     * for it.
     */
    URI place(Resource resource, Reach reach) {
        keyUri(resource, reach);
        return reach.resolve(resource.uri());
    }

    /** Where its key is, null for what is in the clear. */
    private static @Nullable URI keyUri(Resource resource, Reach reach) {
        Encryption encryption = resource.encryption();
        if (encryption == null) {
            return null;
        }
        if (encryption.method() == Method.OTHER) {
            throw Refusal.undecodable("is encrypted with " + encryption.name() + ", which is not supported", "");
        }
        if (encryption.method() == Method.AES_256_CTR && !resource.whole()) {
            throw Refusal.undecodable("has byte ranges encrypted with AES-256-CTR, which is not supported", "");
        }
        return reach.resolve(encryption.keyUri());
    }

    /** The bytes of a resource as they are at its origin. */
    PartBytes coded(Resource resource, Reach reach) {
        URI uri = reach.resolve(resource.uri());
        MediaSource source = waiting.on(origins.get().current(uri, trail)).source();
        long all = source.version().size();
        long size = resource.whole() ? all : resource.length();
        if (size > maxBytes) {
            throw Refusal.undecodable("has a segment of more than the " + maxBytes + " bytes that are allowed", "");
        }
        if (resource.offset() > all - size) {
            throw Refusal.undecodable(
                    "has a byte range in its playlist that ends behind the file",
                    Uris.shown(uri) + " has " + all + " bytes");
        }
        MediaReader file = source.open(trail);
        return new Window(file, resource.offset(), size);
    }
}
