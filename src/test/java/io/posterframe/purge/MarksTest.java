package io.posterframe.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final Names FILM =
            new Names(List.of("entry-film", "partner-100"), "/p/100/thumbnail/entry_id/film/width/320", "");
    private static final Names OTHER =
            new Names(List.of("entry-films", "partner-7"), "/p/7/thumbnail/entry_id/films/width/320", "");

    private final Marks marks = new Marks(100);

    private boolean isMarked(Names names, String key) {
        return marks.latest(names, key) >= 5;
    }

    @Test
    void findsTheLatestOfATagAKeyAndEverything() {
        assertFalse(isMarked(FILM, "key"));
        for (String name : List.of("entry-film", "partner-100", "key|1", Purge.ALL)) {
            Marks fresh = new Marks(10);
            fresh.mark(name, 5);
            fresh.mark(name, 3);
            assertEquals(5, fresh.latest(FILM, "key|1"), name);
            assertEquals(name.equals(Purge.ALL) ? 5 : Long.MIN_VALUE, fresh.latest(OTHER, "key|2"), name);
        }
    }

    @Test
    void takesThePrefixOfAPathInWholeSegments() {
        marks.mark("/p/100", 5);
        assertTrue(isMarked(FILM, "k"));
        assertFalse(isMarked(OTHER, "k"));
        marks.mark("/p/7/thumbnail/entry_id/film", 5);
        assertFalse(isMarked(OTHER, "k"), "films is another than film");
        marks.mark("/p/7/thumbnail/entry_id/films/width/320", 5);
        assertTrue(isMarked(OTHER, "k"), "the whole path is a prefix too");
        assertFalse(isMarked(new Names(List.of(), "", ""), "k"));
        assertFalse(isMarked(new Names(List.of(), "/", ""), "k"));
    }

    @Test
    void countsForMoreRatherThanForLessWhenThereAreTooMany() {
        for (int i = 1; i <= 101; i++) {
            marks.mark("tag-" + i, i);
        }
        assertTrue(marks.size() <= 100);
        for (int i = 1; i <= 101; i++) {
            assertTrue(marks.latest(new Names(List.of("tag-" + i)), null) >= i, "tag-" + i);
        }
        assertEquals(51, marks.latest(new Names(List.of("never-marked")), null));
    }

    @Test
    void mergesOldMarksIntoOneOfEverything() {
        marks.mark("old", 5);
        marks.mark("/p/1", 6);
        marks.mark("young", 9);
        marks.mergeBefore(8);
        assertEquals(1, marks.size());
        assertEquals(6, marks.latest(new Names(List.of("any")), null));
        assertEquals(9, marks.latest(new Names(List.of("young")), null));
    }

    @Test
    void namesCantBeTakenForEachOther() {
        assertTrue(Purge.isTag("entry-a%20b.c_d"));
        for (String none : List.of("", "a b", "a,b", "/p", "a|b", "*", "ä", "x".repeat(1161))) {
            assertFalse(Purge.isTag(none), none);
        }
        assertTrue(Purge.isPrefix("/p/100"));
        for (String none : List.of("", "/", "/p/", "p/100", "/p?x", "/p 1", "/p|1", "/a".repeat(33))) {
            assertFalse(Purge.isPrefix(none), none);
        }
    }

    @Test
    void tellsAnEntryByItsTag() {
        for (String id : List.of("film", "a b", "0_x-y.z", "ü/%", "entry-")) {
            assertEquals(Optional.of(id), Tags.entryOf(Tags.entry(id)));
        }
        assertEquals(Optional.empty(), Tags.entryOf("partner-100"));
        assertEquals(Optional.empty(), Tags.entryOf("entry-%zz"));
        assertEquals(Optional.empty(), Tags.entryOf("entry-a+b"));
    }

    @Test
    void findsAMarkAlsoWhileItIsMerged() throws Exception {
        Names names = new Names(List.of("entry-1"));
        AtomicInteger missed = new AtomicInteger();
        for (int i = 0; i < 500; i++) {
            Marks merged = new Marks(100);
            merged.mark("entry-1", 5);
            Thread merge = new Thread(() -> merged.mergeBefore(10));
            merge.start();
            while (merge.isAlive()) {
                if (merged.latest(names, null) < 5) {
                    missed.incrementAndGet();
                }
            }
            merge.join();
        }
        assertEquals(0, missed.get());
    }

    @Test
    void findsTheLongestPrefixThatIsTaken() {
        String prefix = "/a".repeat(32);
        assertTrue(Purge.isPrefix(prefix));
        marks.mark(prefix, 5);
        assertTrue(isMarked(new Names(List.of(), prefix + "/b", ""), "k"));
    }
}
