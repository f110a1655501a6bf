package io.posterframe.clips;

/**
 * A segment and what is known of it.
 *
 * @param path           of the file that holds it
 * @param clip           what it shows
 * @param firstFrame     the number of its first keyframe
 * @param frames         how many are shown from there to the next segment's first keyframe
 * @param durationMicros as the playlist says
 * @param discontinuity  whether it begins with one
 * @param gap            whether it is missing
 * @param keyBytes       how many bytes at its start hold its first keyframe
 * @param tags           what else the playlist says of it
 */
public record HlsSegment(
        String path,
        Clip clip,
        int firstFrame,
        int frames,
        int framesPerSecond,
        long durationMicros,
        boolean discontinuity,
        boolean gap,
        int keyBytes,
        HlsTags tags) {}
