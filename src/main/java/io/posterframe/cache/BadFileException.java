package io.posterframe.cache;

import java.io.IOException;

/** A cache file is not what it should be: torn, damaged, of another format or of another key. */
final class BadFileException extends IOException {
    BadFileException(String message) {
        super(message);
    }
}
