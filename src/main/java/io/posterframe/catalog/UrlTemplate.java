package io.posterframe.catalog;

import io.posterframe.picture.Doc;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A URL with places for the ids. They may stand in the path and the query only, so that no id can change the scheme or
 * the host; {@link IllegalArgumentException} says what is wrong with a template.
 *
 * @param url      http or https, with {@code {entry_id}} and perhaps {@code {partner_id}}
 * @param partners the partner ids it is for, empty for all
 * @param entries  a regular expression that the whole entry id must match, empty for all ids
 */
public record UrlTemplate(
        @Doc("An http or https URL. {partner_id} and {entry_id} are filled in, behind the host only. "
                        + "A path that ends in .jpg, .png or another image extension is for images.")
                String url,
        @Doc("The partner ids it is for. All when left out.") List<String> partners,
        @Doc("A regular expression that the whole entry_id matches. All when left out.") Optional<String> entries) {

    private static final Pattern PLACES = Pattern.compile("\\{(partner_id|entry_id)}");
    private static final Pattern UP_TO_PATH = Pattern.compile("(?i)https?://[^/?#{}]+/.*", Pattern.DOTALL);

    public UrlTemplate {
        partners = List.copyOf(partners);
        check(url, entries.isPresent());
        entries.ifPresent(UrlTemplate::check);
    }

    /** The host with its port if the URL names one, in lower case: {@code origin.example:8443}. */
    public String host() {
        URI uri = URI.create(sample(url));
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /** Scheme, host and port, and a slash: {@code https://origin.example:8443/}. */
    public URI site() {
        return URI.create(sample(url)).resolve("/");
    }

    /** The URL for an entry whose ids are acceptable. */
    URI location(EntryRef ref) {
        // the entry id last: what an id holds is encoded, so it can't be taken for a placeholder
        return URI.create(url.replace("{partner_id}", encode(ref.partnerId())).replace("{entry_id}", encode(ref.id())));
    }

    /** All but unreserved characters as %XX of UTF-8 (RFC 3986): no slash, question mark or percent sign survives. */
    private static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** What the extension of the path's last segment says, in any letter case. */
    Medium.Kind kind() {
        String path = URI.create(sample(url)).getPath().toLowerCase(Locale.ROOT);
        return Extensions.kindOf(path.substring(path.lastIndexOf('/') + 1));
    }

    private static void check(String url, boolean oneOfFewEntries) {
        if (!UP_TO_PATH.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "url must be http:// or https://, a host and a path; {partner_id} and {entry_id} only behind the host");
        }
        String sample = sample(url);
        if (sample.indexOf('{') >= 0 || sample.indexOf('}') >= 0) {
            throw new IllegalArgumentException("url may hold {partner_id} and {entry_id}, no other braces");
        }
        if (!url.contains("{entry_id}") && !oneOfFewEntries) {
            throw new IllegalArgumentException("url must hold {entry_id}, or entries must say which ids it is for");
        }
        try {
            URI uri = new URI(sample);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("url must have a host, and no user name and no fragment");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is not a URL: " + e.getReason());
        }
    }

    private static void check(String entries) {
        try {
            Pattern.compile(entries);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("entries is not a regular expression: " + e.getDescription());
        }
    }

    private static String sample(String url) {
        return PLACES.matcher(url).replaceAll("x");
    }
}
