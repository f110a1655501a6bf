package io.posterframe.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Who may see an entry, as far as its catalog knows.
 *
 * @param owner   the account that the entry belongs to; null where entries have no owner, as in a folder
 * @param profile the rules for the entry; null for none
 * @param pending whether the entry's media are not all there yet, so that its pictures will change soon
 */
public record Policy(@Nullable Partner owner, @Nullable AccessProfile profile, boolean pending) {

    /** Of an entry whose media are there. */
    public Policy(@Nullable Partner owner, @Nullable AccessProfile profile) {
        this(owner, profile, false);
    }

    /** Of entries that nobody owns. */
    public static final Policy NONE = new Policy(null, null, false);
}
