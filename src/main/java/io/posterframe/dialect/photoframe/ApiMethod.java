package io.posterframe.dialect.photoframe;

import java.util.Locale;

/** The methods of the API that are served here. */
public enum ApiMethod {
    FRAME,
    GET_UPLOAD_TOKEN,
    REDEEM_UPLOAD_TOKEN;

    /** Its path: {@code /api/photo/get-upload-token}. */
    public String path() {
        return "/api/photo/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
