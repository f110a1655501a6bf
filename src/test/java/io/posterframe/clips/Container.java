package io.posterframe.clips;

import java.util.Map;

/**
 * What a clip is wrapped in.
 *
 * @param extension of the file's name, without a dot
 * @param format    the name of FFmpeg's muxer
 * @param options   of that muxer, by name
 * @param start     seconds by which all of the video is shifted; sound is not
 */
record Container(String extension, String format, Map<String, String> options, double start) {
    static final Container MP4 = of("mp4", "mp4");
    static final Container MP4_INDEX_FIRST = MP4.option("movflags", "faststart");
    static final Container MP4_FRAGMENTED = MP4.option("movflags", "frag_keyframe+empty_moov+default_base_moof");
    static final Container MOV = of("mov", "mov");
    static final Container MKV = of("mkv", "matroska");
    static final Container WEBM = of("webm", "webm");
    static final Container AVI = of("avi", "avi");
    static final Container ASF = of("asf", "asf");
    static final Container FLV = of("flv", "flv");
    static final Container OGG = of("ogv", "ogg");
    static final Container TS = of("ts", "mpegts");

    private static Container of(String extension, String format) {
        return new Container(extension, format, Map.of(), 0);
    }

    private Container option(String name, String value) {
        return new Container(extension, format, Map.of(name, value), start);
    }

    Container start(double seconds) {
        return new Container(extension, format, options, seconds);
    }
}
