package io.posterframe.store;

import java.util.Collection;

/** Is told what was written, after it was: what is remembered of it anywhere in this server has to go. Any thread. */
public interface Changes {

    /** Where nothing is remembered. */
    Changes UNNOTICED = new Changes() {
        @Override
        public void entries(Collection<String> ids) {}

        @Override
        public void everything() {}
    };

    /** These entries, or widgets that stand for them, or what belongs to them; or rooms, or capture keys. */
    void entries(Collection<String> ids);

    /** An account or a profile: any number of entries. */
    void everything();
}
