package io.posterframe.picture;

/**
 * Why there is no picture: a closed set, one record a cause, made where the cause is found. Each dialect turns a failure
 * into its own answer with one exhaustive switch.
 */
public sealed interface Failure {

    /** One sentence for the client: what was wrong and, where it helps, what is allowed. No inner names or addresses. */
    String message();

    /** What the log should say besides {@link #message()}; may name paths, addresses and inner states. */
    default String detail() {
        return "";
    }

    /** The label under which metrics count this failure. */
    Category category();

    /** Whether the same request may succeed soon without anyone changing anything. */
    default boolean passing() {
        return false;
    }

    /** Metric label values; a closed set. */
    enum Category {
        BAD_REQUEST,
        NOT_FOUND,
        ACCESS,
        SOURCE,
        ORIGIN,
        WORKER,
        OVERLOAD,
        TIMEOUT
    }

    /** A parameter has a value that is refused. */
    record BadParameter(String parameter, String message) implements Failure {
        @Override
        public Category category() {
            return Category.BAD_REQUEST;
        }
    }

    /** The request names no entry. */
    record NoEntryNamed() implements Failure {
        @Override
        public String message() {
            return "no entry_id was given; write /p/{partner}/thumbnail/entry_id/{id}";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The catalog has no such entry. */
    record NoSuchEntry(String entryId) implements Failure {
        @Override
        public String message() {
            return "there is no entry with this entry_id";
        }

        @Override
        public String detail() {
            return entryId;
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The widget that stands for an entry is unknown. */
    record NoSuchWidget() implements Failure {
        @Override
        public String message() {
            return "there is no widget with this widget_id";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The entry has no such flavor. */
    record NoSuchFlavor() implements Failure {
        @Override
        public String message() {
            return "this entry has no flavor with this flavor_id";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The entry was deleted. */
    record EntryDeleted() implements Failure {
        @Override
        public String message() {
            return "this entry was deleted";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The account that owns the entry is blocked. */
    record PartnerBlocked() implements Failure {
        @Override
        public String message() {
            return "the account of this entry is blocked";
        }

        @Override
        public Category category() {
            return Category.ACCESS;
        }
    }

    /** No frame may be taken of the entry's video. */
    record CaptureBlocked() implements Failure {
        @Override
        public String message() {
            return "no frame may be taken of this entry's video; only its stored images are served";
        }

        @Override
        public Category category() {
            return Category.ACCESS;
        }
    }

    /** Who asks may not have the picture. */
    record Denied(Reason reason, String message) implements Failure {
        /** Which rule denies it. */
        public enum Reason {
            /** A rule of the entry's access profile. */
            PROFILE,
            /** The session can't be read, or nobody who is known has signed it. */
            SESSION_UNREADABLE,
            /** The session is not for this URL. */
            SESSION_URL,
            SESSION_EXPIRED,
            /** The session is another account's. */
            SESSION_PARTNER,
            /** The session is not for this client's address. */
            SESSION_ADDRESS,
            /** The URL is not signed, or its signature is wrong or has expired. */
            SIGNATURE
        }

        @Override
        public Category category() {
            return Category.ACCESS;
        }
    }

    /** The upload token is unknown or expired, or nothing was uploaded by it. */
    record NoSuchUpload() implements Failure {
        @Override
        public String message() {
            return "there is no upload with this upload_token_id, or it has expired";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The part of a file that the picture needs has not been uploaded yet. */
    record NotUploadedYet() implements Failure {
        @Override
        public String message() {
            return "the part of the file that this picture needs has not been uploaded yet; try again later";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** A live stream has no segment yet, or has not come to the moment that is wanted. */
    record NoSegmentYet() implements Failure {
        @Override
        public String message() {
            return "the live stream has no picture of that moment yet; try again later";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /**
     * The client, its account or everybody together asks too often.
     *
     * @param limit             requests that may come at once
     * @param retryAfterSeconds 1 or more
     */
    record RateLimited(String whose, long limit, int retryAfterSeconds) implements Failure {
        @Override
        public String message() {
            return "too many requests " + whose + "; try again in " + retryAfterSeconds + " s";
        }

        @Override
        public Category category() {
            return Category.OVERLOAD;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** The database can't be asked. */
    record DatabaseFailed(String detail) implements Failure {
        @Override
        public String message() {
            return "the server can't look up entries at the moment; try again";
        }

        @Override
        public Category category() {
            return Category.ORIGIN;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** The entry is an image, and there is no such version of it. */
    record NoSuchVersion(int version) implements Failure {
        @Override
        public String message() {
            return "this entry has no version " + version;
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The format is one of ours, but this machine lacks what writes it. */
    record FormatOff(ImageFormat format) implements Failure {
        @Override
        public String message() {
            return "this server can't write " + format.lowerName() + ": the program that does it is not installed";
        }

        @Override
        public Category category() {
            return Category.BAD_REQUEST;
        }
    }

    /** The entry exists but the media that it points at does not (file gone, origin answers 404 or 410). */
    record SourceMissing(String detail) implements Failure {
        @Override
        public String message() {
            return "the media file of this entry was not found";
        }

        @Override
        public Category category() {
            return Category.NOT_FOUND;
        }
    }

    /** The media can't be decoded: not a video, no video stream, damaged beyond use, or over a documented limit. */
    record Undecodable(String message, String detail) implements Failure {
        @Override
        public Category category() {
            return Category.SOURCE;
        }
    }

    /** The origin may not be asked: its host is not in the allow-list or its address is a refused one. */
    record OriginRefused(String detail) implements Failure {
        @Override
        public String message() {
            return "the origin of this entry is not allowed by the configuration";
        }

        @Override
        public Category category() {
            return Category.ORIGIN;
        }
    }

    /** The origin answered with an error, broke the connection, or does not do what is needed (see {@code detail}). */
    record OriginFailed(String detail, boolean passing) implements Failure {
        @Override
        public String message() {
            return "the origin of this entry could not be read";
        }

        @Override
        public Category category() {
            return Category.ORIGIN;
        }
    }

    /** The media changed while it was being read; a second try reads the new version. */
    record SourceChanged(String detail) implements Failure {
        @Override
        public String message() {
            return "the media file changed while it was read; try again";
        }

        @Override
        public Category category() {
            return Category.ORIGIN;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** The worker process died or was killed while it made this picture, also on the second try. */
    record WorkerDied(String detail) implements Failure {
        @Override
        public String message() {
            return "the source could not be decoded: the decoder stopped";
        }

        @Override
        public Category category() {
            return Category.WORKER;
        }
    }

    /** More work is waiting than the queue may hold, or the server is shutting down. */
    record Overloaded(int retryAfterSeconds) implements Failure {
        @Override
        public String message() {
            return "too many pictures are waiting to be made; try again in " + retryAfterSeconds + " s";
        }

        @Override
        public Category category() {
            return Category.OVERLOAD;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** The picture was not ready in time. {@code stage} names where the time went: queue, origin or decode. */
    record TimedOut(String stage) implements Failure {
        @Override
        public String message() {
            return "the picture was not ready in time";
        }

        @Override
        public String detail() {
            return stage;
        }

        @Override
        public Category category() {
            return Category.TIMEOUT;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** A fault of ours. */
    record Internal(String detail) implements Failure {
        @Override
        public String message() {
            return "something went wrong in the server; try again";
        }

        @Override
        public Category category() {
            return Category.WORKER;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /** Nobody waits for the picture any more. Never reaches a client. */
    record Cancelled() implements Failure {
        @Override
        public String message() {
            return "cancelled";
        }

        @Override
        public Category category() {
            return Category.TIMEOUT;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }
}
