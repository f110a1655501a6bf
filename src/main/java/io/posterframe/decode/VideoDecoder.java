package io.posterframe.decode;

import org.jspecify.annotations.Nullable;

/** An engine's decoder of one stream, with one thread: compressed frames in, pictures out, in the order of the screen. */
interface VideoDecoder extends AutoCloseable {

    /** Forgets what was decoded, before going on at another place of the file. */
    void flush();

    /** Whether frames that no other frame rests on are left out from here on. */
    void skipUnreferenced(boolean skip);

    /** Takes the next packet, which must live until {@link #next} gives null; null says that there is no more, after which only {@link #flush} leads on. */
    void send(Packet.@Nullable Data packet);

    /** The next picture that has come out since the last {@link #send}, valid until the next call, or null. */
    @Nullable
    Decoded next();

    /** Puts the picture of the last {@link #next} aside; {@link #kept} has it until the next call of this. */
    void keep();

    @Nullable
    Decoded kept();

    /** Whether a packet could not be decoded since the last {@link #flush}. */
    boolean erred();

    @Override
    void close();
}
