package io.posterframe.dialect.frames;

import io.posterframe.dialect.SiteUrl;
import io.posterframe.picture.Doc;
import java.util.List;

/** The frame extractions of Cloudglue. */
public record FramesConfig(
        @Doc("Whether the API is there. Off: each request is answered with 404, one for a frame too.") boolean enabled,
        @Doc("Who may call it. Empty: every call is answered with 401.") List<FramesKey> keys,
        @Doc("Where clients reach the server, such as https://pictures.example.com: the URLs of frames begin with it. "
                        + "Empty: as each request says, which is wrong behind a proxy that ends TLS.")
                String siteUrl) {

    public static final FramesConfig DEFAULTS = new FramesConfig(true, List.of(), "");

    public FramesConfig {
        keys = List.copyOf(keys);
        SiteUrl.check(siteUrl);
        if (keys.stream().map(FramesKey::key).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("keys must differ from each other");
        }
    }

    /** Whether somebody can upload a file. */
    public boolean isUsable() {
        return enabled && !keys.isEmpty();
    }
}
