package io.posterframe.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posterframe.catalog.Medium.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a lookup service says of an entry: {@code {"url": ..., "kind": "video"|"image", "poster": ...}}, the latter two
 * optional, or a mapping as nginx-vod-module reads it, of which the first clip counts:
 * {@code {"sequences": [{"clips": [{"type": "source", "path": ...}]}]}}. Other members are ignored. Each location is an
 * http or https URL, a file: URL or the path of a file.
 */
record RemoteAnswer(URI url, Kind kind, Optional<URI> poster) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    /** @throws IllegalArgumentException when it is of neither form; its message says why */
    static RemoteAnswer read(byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        if (answer.has("sequences")) {
            JsonNode clip = answer.path("sequences").path(0).path("clips").path(0);
            if (!clip.path("type").asText("source").equals("source")) {
                throw new IllegalArgumentException("the first clip is not of type source");
            }
            URI url = location(clip.path("path"), "sequences[0].clips[0].path");
            return new RemoteAnswer(url, kindOf(url), Optional.empty());
        }
        URI url = location(answer.path("url"), "url");
        Kind kind =
                switch (answer.path("kind").asText("")) {
                    case "video" -> Kind.VIDEO;
                    case "image" -> Kind.IMAGE;
                    case "" -> kindOf(url);
                    default -> throw new IllegalArgumentException("kind is neither video nor image");
                };
        JsonNode poster = answer.path("poster");
        return new RemoteAnswer(
                url,
                kind,
                poster.isMissingNode() || poster.isNull() ? Optional.empty() : Optional.of(location(poster, "poster")));
    }

    private static URI location(JsonNode value, String name) {
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new IllegalArgumentException("there is no " + name);
        }
        try {
            String text = value.asText();
            URI location = text.startsWith("/") ? Path.of(text).toUri() : new URI(text);
            String scheme =
                    location.getScheme() == null ? "" : location.getScheme().toLowerCase(Locale.ROOT);
            if (SCHEMES.contains(scheme)) {
                return location;
            }
        } catch (java.net.URISyntaxException | java.nio.file.InvalidPathException e) {
            throw new IllegalArgumentException(name + " is no URL", e);
        }
        throw new IllegalArgumentException(name + " is neither http, https nor a file");
    }

    private static Kind kindOf(URI url) {
        String path = url.getPath() == null ? "" : url.getPath().toLowerCase(Locale.ROOT);
        return Extensions.kindOf(path.substring(path.lastIndexOf('/') + 1));
    }
}
