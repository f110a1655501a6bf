package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** How this package calls FFmpeg's C functions. */
final class Ffmpeg {
    private Ffmpeg() {}

    /** Passes a result on, or throws when it is an error; {@code what} names the call. */
    static int check(int result, String what) {
        if (result < 0) {
            byte[] text = new byte[128];
            av_strerror(result, text, text.length);
            throw new IllegalStateException(what + ": " + new String(text, StandardCharsets.US_ASCII).trim());
        }
        return result;
    }

    static AVDictionary dictionary(Map<String, String> options) {
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((name, value) -> check(av_dict_set(dictionary, name, value, 0), name));
        return dictionary;
    }
}
