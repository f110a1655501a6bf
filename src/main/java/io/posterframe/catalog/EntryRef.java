package io.posterframe.catalog;

/**
 * Which entry a client means, as it came in the URL: nothing about either id has been checked yet.
 *
 * @param partnerId the account in the URL; Kaltura doesn't compare it with the entry's
 * @param by        what the id is of
 */
public record EntryRef(String partnerId, By by, String id) {

    /** What an id is of. */
    public enum By {
        ENTRY,
        /** A widget, which stands for an entry. */
        WIDGET
    }

    public static EntryRef entry(String partnerId, String id) {
        return new EntryRef(partnerId, By.ENTRY, id);
    }

    public static EntryRef widget(String partnerId, String id) {
        return new EntryRef(partnerId, By.WIDGET, id);
    }
}
