package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Failure;

/**
 * Kaltura's form of a failure. The client reads {@link Failure#message()} in the body besides.
 *
 * @param number Kaltura's error number
 * @param text   Kaltura's words for it, printable ASCII
 * @param status the HTTP status: 404 as Kaltura, or a 5xx for what may pass
 */
public record KalturaError(int number, String text, int status) {

    /** Turns every failure into its error. */
    public static KalturaError of(Failure failure) {
        if (failure instanceof Failure.NoSuchEntry) {
            return new KalturaError(1, "requested entry not found", 404);
        }
        if (failure instanceof Failure.NoEntryNamed) {
            return new KalturaError(8, "no entry and no widget could be loaded", 404);
        }
        if (failure instanceof Failure.NoSuchVersion) {
            return new KalturaError(10, "missing thumbnail fileSync for entry", 404);
        }
        if (failure instanceof Failure.FormatOff) {
            return new KalturaError(17, "image resize failed", 404);
        }
        if (failure instanceof Failure.BadParameter) {
            return new KalturaError(25, "wrong query attributes, " + printable(failure.message()), 404);
        }
        if (failure instanceof Failure.SourceMissing || failure instanceof Failure.OriginRefused) {
            return fileMissing(404);
        }
        if (failure instanceof Failure.OriginFailed) {
            return fileMissing(failure.passing() ? 502 : 404);
        }
        if (failure instanceof Failure.SourceChanged) {
            return fileMissing(502);
        }
        if (failure instanceof Failure.Undecodable || failure instanceof Failure.WorkerDied) {
            return new KalturaError(17, "image resize failed", 404);
        }
        if (failure instanceof Failure.Internal) {
            return new KalturaError(17, "image resize failed", 500);
        }
        if (failure instanceof Failure.Overloaded) {
            return new KalturaError(46, "Too many executed processes", 503);
        }
        if (failure instanceof Failure.TimedOut) {
            return processing(504);
        }
        if (failure instanceof Failure.Cancelled) {
            return processing(503);
        }
        throw new AssertionError("a failure without a Kaltura error: " + failure.getClass());
    }

    /** The value of {@code X-Kaltura}. */
    public String code() {
        return "error-" + number;
    }

    /** The value of {@code X-Kaltura-App}. */
    public String app() {
        return "exiting on error " + number + " - " + text;
    }

    private static KalturaError fileMissing(int status) {
        return new KalturaError(5, "required file was not found", status);
    }

    private static KalturaError processing(int status) {
        return new KalturaError(11, "processing capture thumbnail", status);
    }

    private static String printable(String message) {
        StringBuilder printable = new StringBuilder(message);
        for (int at = 0; at < printable.length(); at++) {
            if (printable.charAt(at) < ' ' || printable.charAt(at) > '~') {
                printable.setCharAt(at, '?');
            }
        }
        return printable.toString();
    }
}
