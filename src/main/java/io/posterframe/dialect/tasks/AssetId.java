package io.posterframe.dialect.tasks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API names: each thing has one id, and is of the kind that its id begins with. */
sealed interface AssetId {
    Pattern VIDEO = Pattern.compile("re_[0-9]{1,40}");
    Pattern COLLECTION = Pattern.compile("im_([1-9][0-9]{17})");
    Pattern FRAME = Pattern.compile("imc_([1-9][0-9]{17})_(0|[1-9][0-9]{0,8})");

    /** Reads an id, which may be any text; empty for what no id is. */
    static Optional<AssetId> of(String text) {
        if (VIDEO.matcher(text).matches()) {
            return Optional.of(new Video(text));
        }
        Matcher collection = COLLECTION.matcher(text);
        if (collection.matches()) {
            return Optional.of(new Collection(Long.parseLong(collection.group(1))));
        }
        Matcher frame = FRAME.matcher(text);
        return frame.matches()
                ? Optional.of(new Frame(Long.parseLong(frame.group(1)), Integer.parseInt(frame.group(2))))
                : Optional.empty();
    }

    /** A video, which is the entry of the same id. */
    record Video(String entryId) implements AssetId {
        @Override
        public String toString() {
            return entryId;
        }
    }

    /** All frames of a task. */
    record Collection(long number) implements AssetId {
        @Override
        public String toString() {
            return "im_" + number;
        }
    }

    /** One of them. @param index the first is 0 */
    record Frame(long collection, int index) implements AssetId {
        @Override
        public String toString() {
            return "imc_" + collection + "_" + index;
        }
    }
}
