package io.posterframe.store;

/**
 * A key of those who capture.
 *
 * @param id     the {@code apikey} of a token
 * @param secret by which its tokens are signed
 */
public record CaptureKey(String id, String secret) {
    /** Without the secret, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "CaptureKey[" + id + "]";
    }
}
