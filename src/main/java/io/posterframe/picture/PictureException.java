package io.posterframe.picture;

/** Carries a {@link Failure} through futures and call stacks. It has no stack trace: an expected failure needs none. */
public final class PictureException extends RuntimeException {
    private final transient Failure failure;

    public PictureException(Failure failure) {
        super(
                failure.detail().isEmpty() ? failure.message() : failure.message() + " (" + failure.detail() + ")",
                null,
                false,
                false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
