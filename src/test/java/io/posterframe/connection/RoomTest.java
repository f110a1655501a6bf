package io.posterframe.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long HEAP = 192 << 20;

    @Test
    void givesWhatIsWantedWhereThereIsRoom() {
        assertEquals(10_000, Room.least(10_000, HEAP, 20_000));
    }

    @Test
    void leavesAQuarterOfTheFilesToOthers() {
        assertEquals(768, Room.least(10_000, HEAP, 1024));
    }

    @Test
    void leavesMoreThanHalfOfTheHeapToOthers() {
        assertEquals(3686, Room.least(10_000, HEAP / 3, 20_000));
    }
}
