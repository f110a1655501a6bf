package io.posterframe.dialect.photoframe;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an upload token was asked for with, and is kept with it. Texts are empty where nothing was given.
 *
 * @param returnUrl  where the uploader goes afterwards, http or https; empty for nowhere
 * @param background whether the server goes there itself, and tells the uploader in a line of text
 * @param domain     the site's
 * @param more       parameters that the API doesn't know, which the callback repeats
 */
record UploadOrder(
        String returnUrl,
        boolean background,
        String domain,
        String userId,
        String albumId,
        String title,
        String description,
        String tags,
        boolean publish,
        int maxUploads,
        int validMinutes,
        Map<String, String> more) {
    private static final int LONGEST_URL = 1000;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_TAGS = 1000;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final int MOST_MORE = 20;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_MORE = 200;

    private static final Set<String> KNOWN = Set.of(
            "return_url",
            "background_return_p",
            "user_id",
            "album_id",
            "title",
            "description",
            "tags",
            "publish",
            "absolute_url",
            "valid_minutes",
            "max_uploads",
            "format",
            "raw",
            "callback",
            "varname");

    /** What the callback itself says; an order may not say it in its place. */
    private static final Set<String> CALLBACK =
            Set.of("domain", "upload_token", "photo_id", "tree_id", "token", "error_message");

    /** @throws ApiException invalid_input, or permission_denied for another user's uploads */
    static UploadOrder of(Parameters parameters, Identity identity, String domain) {
        return new UploadOrder(
                returnUrl(parameters),
                parameters.number("background_return_p", 0, 1, 0) == 1,
                domain,
                userId(parameters, identity),
                text(parameters, "album_id", LONGEST_ID),
                text(parameters, "title", LONGEST_TITLE)
                        .replaceAll("<[^<>]*>", "")
                        .strip(),
                text(parameters, "description", LONGEST_DESCRIPTION),
                text(parameters, "tags", LONGEST_TAGS),
                parameters.number("publish", 0, 1, 1) == 1,
                parameters.number("max_uploads", 1, 100, 1),
                parameters.number("valid_minutes", 15, 24 * 60, 180),
                more(parameters));
    }

    private static String text(Parameters parameters, String name, int longest) {
        String text = parameters.text(name, longest);
        return text == null ? "" : text;
    }

    private static String returnUrl(Parameters parameters) {
        String url = text(parameters, "return_url", LONGEST_URL);
        if (!url.isEmpty() && !isWeb(url)) {
            throw ApiException.badInput("return_url", "must be a URL of http or https");
        }
        return url;
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String userId(Parameters parameters, Identity identity) {
        String own = identity.userId() == null ? "" : identity.userId();
        String asked = parameters.text("user_id", LONGEST_ID);
        if (asked != null && !asked.equals(own) && !identity.level().reaches(Level.SUPER)) {
            throw ApiException.denied(ApiError.permissionDenied(Level.SUPER));
        }
        return asked == null ? own : asked;
    }

    private static Map<String, String> more(Parameters parameters) {
        Map<String, String> more = new LinkedHashMap<>();
        parameters.all().forEach((name, value) -> {
            if (KNOWN.contains(name) || name.startsWith("oauth_")) {
                return;
            }
            boolean fits = !name.isEmpty() && name.length() <= LONGEST_NAME && value.length() <= LONGEST_MORE;
            if (!fits || CALLBACK.contains(name) || more.size() == MOST_MORE) {
                throw ApiException.badInput(
                        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                        "can't be repeated in the callback: at most " + MOST_MORE
                                + " parameters of other names can, of " + LONGEST_MORE + " characters each");
            }
            more.put(name, value);
        });
        return more;
    }

    /** As it is kept. */
    String json() {
        JsonObject others = new JsonObject();
        more.forEach(others::put);
        return new JsonObject()
                .put("return_url", returnUrl)
                .put("background", background)
                .put("domain", domain)
                .put("user_id", userId)
                .put("album_id", albumId)
                .put("title", title)
                .put("description", description)
                .put("tags", tags)
                .put("publish", publish)
                .put("max_uploads", maxUploads)
                .put("valid_minutes", validMinutes)
                .put("more", others)
                .encode();
    }

    static UploadOrder of(String json) {
        JsonObject kept = new JsonObject(json);
        Map<String, String> more = new LinkedHashMap<>();
        kept.getJsonObject("more").forEach(other -> more.put(other.getKey(), String.valueOf(other.getValue())));
        return new UploadOrder(
                kept.getString("return_url"),
                kept.getBoolean("background"),
                kept.getString("domain"),
                kept.getString("user_id"),
                kept.getString("album_id"),
                kept.getString("title"),
                kept.getString("description"),
                kept.getString("tags"),
                kept.getBoolean("publish"),
                kept.getInteger("max_uploads"),
                kept.getInteger("valid_minutes"),
                more);
    }

    /** As replies show it, with the token. */
    Map<String, String> item(String token, long validUntilSecond) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("upload_token", token);
        item.put("title", title);
        item.put("description", description);
        item.put("publish", publish ? "1" : "0");
        item.put("tags", tags);
        item.put("user_id", userId);
        item.put("album_id", albumId);
        item.put("max_uploads", Integer.toString(maxUploads));
        item.put("valid_minutes", Integer.toString(validMinutes));
        item.put("valid_until", Long.toString(validUntilSecond));
        item.put("return_url", returnUrl);
        return item;
    }

    @Override
    public String toString() {
        return "UploadOrder[" + domain + "]";
    }
}
