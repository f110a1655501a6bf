package io.posterframe.hls;

import io.posterframe.origin.Uris;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * What a playlist may name. From an http playlist: http and https URLs, from an https one https only; where no allow-list
 * of hosts decides, of its own host and port only. From a file: files in its own folder and below. Never anything else.
 *
 * @param base where the playlist is, after redirects
 * @param open whether no allow-list decides over hosts
 */
record Reach(URI base, boolean open) {
    private static final int LONGEST_URL = 8192;

    /**
     * What a reference in the playlist leads to. Blocks where the playlist is a file.
     *
     * @throws io.posterframe.picture.PictureException OriginRefused when it may not be named
     */
    URI resolve(String reference) {
        if (reference.length() > LONGEST_URL) {
            throw Refusal.refused("a URL of " + reference.length() + " characters");
        }
        URI found;
        try {
            found = resolved(new URI(escaped(reference)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Refusal.refused("what is no URL");
        }
        return scheme(base).equals("file") ? file(found) : remote(found);
    }

    private URI resolved(URI reference) throws URISyntaxException {
        String text = reference.toString();
        int hash = text.indexOf('#');
        String bare = hash < 0 ? text : text.substring(0, hash);
        String self = base.toString();
        int end = self.indexOf('?');
        String path = end < 0 ? self : self.substring(0, end);
        if (bare.isEmpty() || bare.startsWith("?")) {
            return new URI(path + bare); // java.net.URI takes the last segment off
        }
        boolean empty = base.getRawPath() == null || base.getRawPath().isEmpty();
        return (empty ? new URI(path + "/") : base).resolve(new URI(bare));
    }

    private URI remote(URI found) {
        boolean secure = scheme(base).equals("https");
        String scheme = scheme(found);
        if (!scheme.equals("https") && (secure || !scheme.equals("http"))) {
            throw Refusal.refused("what is neither " + (secure ? "" : "http nor ") + "https: " + Uris.shown(found));
        }
        if (open && !(scheme.equals(scheme(base)) && host(found).equals(host(base)) && port(found) == port(base))) {
            throw Refusal.refused(
                    "another host than its own, which origin.allowed-hosts would have to name, and its own too: "
                            + Uris.shown(found));
        }
        return found;
    }

    private URI file(URI found) {
        if (!scheme(found).equals("file")) {
            throw Refusal.refused("what is no file: " + Uris.shown(found));
        }
        try {
            Path playlist = Path.of(base).normalize();
            Path file = Path.of(found).normalize();
            boolean there = Files.exists(file);
            Path folder = Objects.requireNonNull((there ? playlist.toRealPath() : playlist).getParent());
            Path real = there ? file.toRealPath() : file;
            if (!real.startsWith(folder)) {
                throw Refusal.refused("a file outside of its folder: " + Uris.shown(found));
            }
            return real.toUri();
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw Refusal.refused("no file of this machine: " + Uris.shown(found));
        }
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
    }

    /** What may not stand in a URL but does in playlists: spaces, brackets, letters of all languages. */
    private static String escaped(String reference) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : reference.getBytes(StandardCharsets.UTF_8)) {
            boolean fine = octet > ' ' && octet < 127 && "\"<>\\^`{|}".indexOf(octet) < 0;
            if (fine) {
                escaped.append((char) octet);
            } else {
                escaped.append(String.format("%%%02X", octet));
            }
        }
        return escaped.toString();
    }
}
