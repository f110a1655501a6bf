package io.posterframe.dialect.tasks;

/** What is limited by itself. */
enum Endpoint {
    EXTRACT_FRAMES,
    METADATA,
    DOWNLOAD,
    DELETE,
    UPLOAD
}
