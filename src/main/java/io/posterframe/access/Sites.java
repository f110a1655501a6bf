package io.posterframe.access;

import java.net.IDN;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of sites, by host name. A host belongs to a site when it is that or lies below it: the labels at its end are the
 * site's. Names are compared in lower case and as they are in DNS: {@code bücher.example} is
 * {@code xn--bcher-kva.example}. What is no host name belongs to no site.
 */
final class Sites {
    private static final int LONGEST_REFERRER = 4096;
    private static final int LONGEST_NAME = 253;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern AUTHORITY_END = Pattern.compile("[/?#]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

    /** Letters that Java's older IDNA takes for others than a browser does: ß, final sigma and the joiners. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private final Set<String> names;

    private Sites(Set<String> names) {
        this.names = names;
    }

    /** What isn't a host name is left out. */
    static Sites of(Collection<String> names) {
        return new Sites(names.stream().flatMap(name -> name(name).stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The host of the page that a referrer names: of a URL, or of {@code host/path} without a scheme; empty for what
     * can't be read in one way only.
     */
    static Optional<String> host(@Nullable String referrer) {
        if (referrer == null || referrer.length() > LONGEST_REFERRER) {
            return Optional.empty();
        }
        String text = referrer.strip();
        int colon = text.indexOf("://");
        if (colon >= 0 && SCHEME.matcher(text.substring(0, colon)).matches()) {
            text = text.substring(colon + 3);
        } else if (text.startsWith("//")) {
            text = text.substring(2);
        }
        String authority = AUTHORITY_END.split(text, 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        // some take a backslash for a slash, and then the host ends before it
        return authority.indexOf('\\') >= 0
                ? Optional.empty()
                : name(PORT.matcher(host).replaceFirst(""));
    }

    /** A host name in the form in which it is compared; empty for what is none. */
    static Optional<String> name(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.length() > LONGEST_NAME || AMBIGUOUS.matcher(name).find()) {
            return Optional.empty();
        }
        if (name.chars().anyMatch(letter -> letter > 127)) {
            try {
                name = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException notInDns) {
                return Optional.empty();
            }
        }
        return Optional.of(name.toLowerCase(Locale.ROOT))
                .filter(lower -> lower.length() <= LONGEST_NAME)
                .filter(lower ->
                        NAME.matcher(lower).matches() || IPV6.matcher(lower).matches());
    }

    /** Whether a host, as {@link #host} gives it, is or lies below one of these. */
    boolean contain(String host) {
        for (int dot = -1; ; ) {
            if (names.contains(host.substring(dot + 1))) {
                return true;
            }
            dot = host.indexOf('.', dot + 1);
            if (dot < 0) {
                return false;
            }
        }
    }

    /** These and those. */
    Sites and(Sites others) {
        return of(java.util.stream.Stream.of(names, others.names)
                .flatMap(Set::stream)
                .collect(Collectors.toList()));
    }
}
