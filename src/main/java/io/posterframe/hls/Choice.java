package io.posterframe.hls;

import io.posterframe.hls.HlsConfig.Variant;
import io.posterframe.hls.Multivariant.Offer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which variant a picture is made of. */
final class Choice {
    /** What RFC 6381 calls the codecs that this server decodes, up to the first dot. */
    private static final Set<String> DECODED = Set.of(
            "avc1", "avc2", "avc3", "avc4", "hvc1", "hev1", "av01", "vp08", "vp8", "vp09", "vp9", "mp4v", "vvc1",
            "vvi1");

    private static final Set<String> NO_VIDEO = Set.of(
            "mp4a", "ac-3", "ec-3", "ac-4", "opus", "flac", "alac", "mp3", "samr", "dtsc", "dtse", "dtsh", "dtsl",
            "dtsx", "mha1", "mhm1", "iamf", "apac", "vorbis", "wvtt", "stpp");

    private Choice() {}

    /**
     * The variant to take and those that are redundant to it, in the order in which to try them.
     *
     * @throws io.posterframe.picture.PictureException Undecodable when none has video
     */
    static List<Offer> of(List<Offer> variants, StreamLocation wanted, Variant rule) {
        List<Offer> videos = variants.stream().filter(Choice::hasVideo).toList();
        if (videos.isEmpty()) {
            throw Refusal.undecodable(variants.isEmpty() ? "has no variants" : "has sound but no video", "");
        }
        Comparator<Offer> largest = Comparator.comparingLong(Offer::area).reversed();
        Comparator<Offer> order = Comparator.comparing((Offer offer) -> !isDecoded(offer));
        if (rule == Variant.FITTING) {
            Comparator<Offer> smallest = Comparator.comparingLong(Offer::area);
            order = order.thenComparing(offer -> !isEnough(offer, wanted))
                    .thenComparing(
                            (one, other) -> (isEnough(one, wanted) && isEnough(other, wanted) ? smallest : largest)
                                    .compare(one, other));
        } else {
            order = order.thenComparing(largest);
        }
        Offer best = videos.stream()
                .sorted(order.thenComparing(Choice::byBandwidth))
                .findFirst()
                .orElseThrow();
        return videos.stream().filter(best::isRedundantTo).toList();
    }

    /** Of those without a size the largest is the one of the highest bandwidth; of one size the lowest is enough. */
    private static int byBandwidth(Offer one, Offer other) {
        int rising = Long.compare(one.bandwidth(), other.bandwidth());
        return one.area() == 0 ? -rising : rising;
    }

    /** The I-frame variants that will do for a picture, the one to take first. */
    static List<Offer> ofIFrames(List<Offer> iFrames, StreamLocation wanted) {
        return iFrames.stream()
                .filter(offer -> hasVideo(offer) && isDecoded(offer) && isEnough(offer, wanted))
                .sorted(Comparator.comparingLong(Offer::area).thenComparingLong(Offer::bandwidth))
                .toList();
    }

    /** Whether a frame of this size need not be enlarged; unknown sizes are not. */
    static boolean isEnough(Offer offer, StreamLocation wanted) {
        if (offer.area() == 0) {
            return false;
        }
        boolean wide = offer.width() >= wanted.width();
        boolean high = offer.height() >= wanted.height();
        if (wanted.both() || wanted.width() == 0 || wanted.height() == 0) {
            return wide && high;
        }
        return wide || high;
    }

    private static boolean hasVideo(Offer offer) {
        return offer.area() > 0
                || offer.codecs().isEmpty()
                || !offer.codecs().stream().map(Choice::family).allMatch(NO_VIDEO::contains);
    }

    private static boolean isDecoded(Offer offer) {
        return offer.codecs().stream()
                .map(Choice::family)
                .allMatch(codec -> NO_VIDEO.contains(codec) || DECODED.contains(codec));
    }

    private static String family(String codec) {
        String name = codec.strip().toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.', 1);
        return (dot < 0 ? name : name.substring(0, dot)).replaceFirst("^\\.", "");
    }
}
