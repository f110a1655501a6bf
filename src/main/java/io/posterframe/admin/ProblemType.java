package io.posterframe.admin;

import java.util.Locale;

/** Everything that can be wrong with a request of the admin API (RFC 9457). */
enum ProblemType {
    MALFORMED(400, "The request can't be read"),
    PARAMETERS(400, "The query has mistakes"),
    UNAUTHORIZED(401, "A token is needed"),
    NOT_FOUND(404, "There is nothing of this name"),
    METHOD(405, "This can't be done here"),
    NOT_ACCEPTABLE(406, "Answers are JSON only"),
    EXISTS(409, "It exists already"),
    IN_USE(409, "Something else needs it"),
    CHANGING(409, "Others change the same"),
    TOO_LARGE(413, "The body is too large"),
    MEDIA_TYPE(415, "The body is of a type that is not taken here"),
    FIELDS(422, "Fields have mistakes"),
    INTERNAL(500, "The server has made a mistake"),
    BUSY(503, "Too much is being done at once"),
    DATABASE(503, "The database can't be asked");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** What a program tells it by: {@code urn:posterframe:problem:not-found}. */
    String uri() {
        return "urn:posterframe:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
