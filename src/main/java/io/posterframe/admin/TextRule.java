package io.posterframe.admin;

import io.posterframe.address.AddressRange;
import io.posterframe.catalog.Ids;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a text must be.
 *
 * @param message as it follows the field's name
 */
record TextRule(Predicate<String> holds, String message) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file", "upload");
    private static final int MAX_URL = 1500;

    /** Leaves room for what the location of a stream says besides. */
    private static final int MAX_STREAM_URL = 1400;

    static final TextRule PARTNER_ID = pattern("[-0-9]{1,20}", "must be 1 to 20 digits and minus signs");
    static final TextRule ENTRY_ID = id(Ids.MAX_LENGTH);
    static final TextRule FLAVOR_ID = id(Ids.MAX_LENGTH);
    static final TextRule PROFILE_ID = id(64);
    static final TextRule WIDGET_ID = id(64);
    static final TextRule NAME = new TextRule(
            text -> text.length() <= 255 && isPrintable(text),
            "must be up to 255 characters without control characters");
    static final TextRule TOKEN =
            pattern("[!-~]{1,128}", "must be 1 to 128 characters of printable ASCII without spaces");
    static final TextRule SECRET =
            pattern("[!-~]{1,255}", "must be 1 to 255 characters of printable ASCII without spaces");
    static final TextRule TAG = pattern("[!-~]{1,40}", "must be a word of 1 to 40 characters of printable ASCII");
    static final TextRule SITE = pattern(
            "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*",
            "must be a host name, such as www.example.org");
    static final TextRule ADDRESSES = new TextRule(
            TextRule::isAddressRange, "must be an address range, such as 10.0.0.0/8, fd00::/8 or one address");
    static final TextRule URL = new TextRule(
            TextRule::isUrl,
            "must be an http, https, file or upload URL of up to " + MAX_URL
                    + " characters, without a user name, a fragment and '..'");

    static final TextRule ROOM_ID = id(Ids.MAX_LENGTH);
    static final TextRule APIKEY = id(Ids.MAX_LENGTH);
    static final TextRule STREAM_URL = new TextRule(
            text -> text.length() <= MAX_STREAM_URL && text.startsWith("http") && isUrl(text),
            "must be an http or https URL of up to " + MAX_STREAM_URL
                    + " characters, without a user name and a fragment");

    private static TextRule id(int max) {
        return new TextRule(
                text -> text.length() <= max && Ids.acceptable(text) && isPrintable(text),
                "must be 1 to " + max
                        + " characters, no dot in front, without slashes, backslashes and control characters");
    }

    private static TextRule pattern(String pattern, String message) {
        return new TextRule(Pattern.compile(pattern).asMatchPredicate(), message);
    }

    /** No control characters, which a database may refuse, and no half of a surrogate pair, which isn't text at all. */
    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    private static boolean isAddressRange(String text) {
        try {
            return text.length() <= 60 && !text.contains("+") && AddressRange.parse(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUrl(String text) {
        try {
            if (text.length() > MAX_URL || !isPrintable(text)) {
                return false;
            }
            URI url = new URI(text);
            String scheme = url.getScheme();
            if (scheme == null
                    || !SCHEMES.contains(scheme)
                    || url.getRawUserInfo() != null
                    || url.getRawFragment() != null) {
                return false;
            }
            if (scheme.startsWith("http")) {
                return url.getHost() != null;
            }
            // what these two name is below a folder of this server
            String path = url.getSchemeSpecificPart();
            return url.getRawAuthority() == null
                    && isPrintable(path)
                    && !List.of(path.split("[/\\\\]")).contains("..");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
