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
        if (failure instanceof Failure.NoEntryNamed || failure instanceof Failure.NoSuchWidget) {
            return new KalturaError(8, "no entry and no widget could be loaded", 404);
        }
        if (failure instanceof Failure.NoSuchFlavor) {
            return new KalturaError(6, "requested flavor was not found", 404);
        }
        if (failure instanceof Failure.EntryDeleted) {
            return new KalturaError(9, "requested entry is deleted or rejected", 404);
        }
        if (failure instanceof Failure.PartnerBlocked) {
            return new KalturaError(15, "requested partner not active", 404);
        }
        if (failure instanceof Failure.CaptureBlocked) {
            return new KalturaError(38, "The provided parameter is not allowed", 404);
        }
        if (failure instanceof Failure.Denied denied) {
            return denied(denied.reason());
        }
        if (failure instanceof Failure.NoSuchUpload) {
            return new KalturaError(28, "upload token was not found", 404);
        }
        if (failure instanceof Failure.NotUploadedYet || failure instanceof Failure.NoSegmentYet) {
            return fileMissing(503);
        }
        if (failure instanceof Failure.RateLimited) {
            return new KalturaError(57, "Access to service was rate limited", 429);
        }
        if (failure instanceof Failure.DatabaseFailed) {
            return new KalturaError(5, "required file was not found", 503);
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

    private static KalturaError denied(Failure.Denied.Reason reason) {
        return switch (reason) {
            case PROFILE, SIGNATURE -> new KalturaError(3, "entry restricted due to access-control", 404);
            case SESSION_UNREADABLE -> new KalturaError(4, "ks is an invalid string", 404);
            case SESSION_URL -> new KalturaError(7, "ks is not valid", 404);
            case SESSION_EXPIRED -> new KalturaError(31, "The given KS has expired", 404);
            case SESSION_PARTNER -> new KalturaError(32, "The given partner is not valid for the request", 404);
            case SESSION_ADDRESS -> new KalturaError(34, "ip address is out of the restricted ip range", 404);
        };
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
