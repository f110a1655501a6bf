package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.Overloaded;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** Documents on their way, which have only so much room together. */
class BodyTest {
    private static final Buffer FOUR = Buffer.buffer("1234");
    private static final PictureException TOO_MANY = new PictureException(new Undecodable("too many", ""));

    private final Room room = new Room(10);

    private Body<Integer> document() {
        return Body.upTo(5, room, TOO_MANY, Buffer::length);
    }

    @Test
    void documentsThatComeAtOnceShareTheirRoomAndGiveItBack() {
        Body<Integer> first = document();
        Body<Integer> second = document();
        Body<Integer> third = document();
        assertTrue(first.write(FOUR).succeeded());
        assertTrue(second.write(FOUR).succeeded());
        PictureException refused = (PictureException) third.write(FOUR).cause();
        assertInstanceOf(Overloaded.class, refused.failure());
        third.broken();
        Future<Integer> ended = first.end();
        first.broken();
        assertEquals(4, ended.result());
        assertEquals(4, room.taken());
        assertTrue(first.write(FOUR).failed(), "nothing comes in any more");
        second.broken();
        assertEquals(0, room.taken());
    }

    @Test
    void oneThatIsTooLargeIsRefused() {
        Body<Integer> document = document();
        assertTrue(document.write(FOUR).succeeded());
        assertEquals(TOO_MANY, document.write(FOUR).cause());
        document.broken();
        assertEquals(0, room.taken());
    }
}
