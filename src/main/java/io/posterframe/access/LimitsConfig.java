package io.posterframe.access;

import io.posterframe.picture.Doc;

/** How often the server may be asked. All limits are off unless they are set. */
public record LimitsConfig(
        @Doc("Whether a picture that comes out of the memory cache counts for the limits of address, partner and API.")
                boolean countMemoryHits,
        @Doc("Of one client address, over all APIs together. An IPv6 network of 64 bits counts as one address.")
                Limit address,
        @Doc("Of the pictures of one account. An account's own limit is used instead where it has one.") Limit partner,
        @Doc("Of the Kaltura thumbnail API, by all clients together.") Limit kaltura,
        @Doc("Of the 23 Video API, by all clients together.") Limit photo,
        @Doc("Of the VideoSDK capture API, by all clients together.") Limit capture,
        @Doc("Of the Cloudglue frame extractions and the images of their frames, by all clients together.")
                Limit frames,
        @Doc("Of the Memories.ai extract-frames API, by all clients together.") Limit tasks,
        @Doc("Of the upload API, by all clients together.") Limit upload,
        @Doc("Of the admin API, by all clients together.") Limit admin,
        @Doc(
                        "Of requests of one client address that are refused for their session, signature or token. Who is over it gets no "
                                + "further try with any of them.")
                Limit failedCredentials) {

    public static final LimitsConfig DEFAULTS = new LimitsConfig(
            false, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF,
            Limit.OFF);

    /** The limit of an API. */
    Limit of(Api api) {
        return switch (api) {
            case KALTURA -> kaltura;
            case PHOTO -> photo;
            case CAPTURE -> capture;
            case FRAMES -> frames;
            case TASKS -> tasks;
            case UPLOAD -> upload;
            case ADMIN -> admin;
        };
    }
}
