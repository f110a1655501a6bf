package io.posterframe.hls;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.SourceRectangle;
import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stream is, and for a picture of which size: {@code hls+https://host/path.m3u8#fit320x180}. Pictures of one size
 * so have a location of their own, and with it a version and a freshness of their own: they are all made of one variant.
 *
 * @param playlist where its first playlist is, without a fragment
 * @param width    the least width of a frame that need not be enlarged, 0 for whatever it has
 * @param height   the least height, 0 for whatever it has
 * @param both     whether both sides must be that long; otherwise one of them is enough
 */
public record StreamLocation(URI playlist, int width, int height, boolean both) {
    private static final String SCHEME_PREFIX = "hls+";
    private static final Set<Crop> FITTED = EnumSet.of(Crop.FIT, Crop.PAD);
    private static final Pattern SIZE = Pattern.compile("(fit|fill)(\\d{1,9})x(\\d{1,9})");

    /** The schemes of such locations. */
    public static final String HTTP = SCHEME_PREFIX + "http";

    public static final String HTTPS = SCHEME_PREFIX + "https";
    public static final String FILE = SCHEME_PREFIX + "file";

    /** Whether a medium's location is one of a stream: its path ends in {@code .m3u8}, or it was made by {@link #of}. */
    public static boolean isStream(URI location) {
        String scheme = location.getScheme();
        String path = location.getPath();
        if (scheme == null || path == null) {
            return false;
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case HTTP, HTTPS, FILE -> true;
            case "http", "https", "file" -> path.toLowerCase(Locale.ROOT).endsWith(".m3u8");
            default -> false;
        };
    }

    /** The location of a stream whose playlist's path may have any name. */
    public static URI of(URI playlist) {
        return playlist.toString().startsWith(SCHEME_PREFIX) ? playlist : URI.create(SCHEME_PREFIX + playlist);
    }

    /** The location for pictures of a geometry. Pixels of a rectangle are counted in the largest variant. */
    public static URI of(URI stream, Geometry geometry) {
        boolean cut = !geometry.rectangle().equals(SourceRectangle.WHOLE);
        boolean any = cut || geometry.width() == 0 && geometry.height() == 0;
        String size = any
                ? ""
                : (FITTED.contains(geometry.crop()) ? "fit" : "fill") + geometry.width() + "x" + geometry.height();
        return withFragment(of(stream), size);
    }

    private static URI withFragment(URI stream, String fragment) {
        String text = stream.toString();
        int hash = text.indexOf('#');
        return URI.create((hash < 0 ? text : text.substring(0, hash)) + (fragment.isEmpty() ? "" : "#" + fragment));
    }

    /** Reads a location that {@link #of(URI, Geometry)} has made. */
    static StreamLocation parse(URI location) {
        String playlist = withFragment(location, "").toString().substring(SCHEME_PREFIX.length());
        String fragment = location.getFragment();
        Matcher size = SIZE.matcher(fragment == null ? "" : fragment);
        return size.matches()
                ? new StreamLocation(
                        URI.create(playlist),
                        Integer.parseInt(size.group(2)),
                        Integer.parseInt(size.group(3)),
                        size.group(1).equals("fill"))
                : new StreamLocation(URI.create(playlist), Integer.MAX_VALUE, Integer.MAX_VALUE, true);
    }
}
