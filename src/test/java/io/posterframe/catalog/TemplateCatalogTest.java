package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCatalogTest {
    @Test
    void takesTheFirstTemplateThatFits() {
        TemplateCatalog catalog = new TemplateCatalog(List.of(
                new UrlTemplate("https://a.example/{entry_id}.mp4", List.of("1", "2"), Optional.of("0_[a-z]+")),
                new UrlTemplate("https://b.example/{entry_id}.mp4", List.of("2"), Optional.empty()),
                new UrlTemplate("https://c.example/{entry_id}.mp4", List.of(), Optional.of("1_.*"))));
        assertEquals(Optional.of("https://a.example/0_abc.mp4"), location(catalog, "1", "0_abc"));
        assertEquals(Optional.of("https://a.example/0_abc.mp4"), location(catalog, "2", "0_abc"));
        assertEquals(Optional.of("https://b.example/0_ABC.mp4"), location(catalog, "2", "0_ABC"));
        assertEquals(Optional.of("https://c.example/1_x.mp4"), location(catalog, "3", "1_x"));
        assertEquals(Optional.empty(), location(catalog, "3", "0_abc"));
        assertEquals(Optional.empty(), location(catalog, "1", "x0_abc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a b+c*~     | a%20b%2Bc%2A~
            a?x=1&y#z   | a%3Fx%3D1%26y%23z
            a@evil:80   | a%40evil%3A80
            %2e%2e%2F   | %252e%252e%252F
            é€          | %C3%A9%E2%82%AC
            {entry_id}  | %7Bentry_id%7D
            a..b        | a..b
            $1\\x       |
            a/b         |
            ../b        |
            .           |
            ..          |
            """)
    void fillsInAnIdAsPartOfOnePathSegment(String id, String encoded) {
        TemplateCatalog catalog = new TemplateCatalog(List.of(
                new UrlTemplate("http://h.example/v/{entry_id}/s?p={partner_id}", List.of(), Optional.empty())));
        Optional<String> url = location(catalog, "100", id);
        assertEquals(Optional.ofNullable(encoded).map(e -> "http://h.example/v/" + e + "/s?p=100"), url);
        url.map(URI::create).ifPresent(uri -> {
            assertEquals("h.example", uri.getHost());
            assertEquals("p=100", uri.getRawQuery());
            assertEquals(4, uri.normalize().getRawPath().split("/").length);
        });
        assertTrue(location(catalog, id, "x").isEmpty() == url.isEmpty());
    }

    @Test
    void fillsInBothIdsAndNothingTwice() {
        TemplateCatalog catalog = new TemplateCatalog(List.of(
                new UrlTemplate("https://h.example/{partner_id}/{entry_id}/{entry_id}", List.of(), Optional.empty())));
        assertEquals(
                Optional.of("https://h.example/%7Bentry_id%7D/%7Bpartner_id%7D/%7Bpartner_id%7D"),
                location(catalog, "{entry_id}", "{partner_id}"));
    }

    @Test
    void namesTheHostsThatTheTemplatesPointAt() {
        TemplateCatalog catalog = new TemplateCatalog(List.of(
                new UrlTemplate("https://A.example/{entry_id}", List.of(), Optional.empty()),
                new UrlTemplate("http://a.example:8080/{entry_id}", List.of(), Optional.empty()),
                new UrlTemplate("http://[::1]:81/{entry_id}", List.of(), Optional.empty())));
        assertEquals(Set.of("a.example", "a.example:8080", "[::1]:81"), catalog.hosts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://h.example/{entry_id}",
                "file:///{entry_id}",
                "https://h.example",
                "https:///{entry_id}",
                "https://{entry_id}.example/x",
                "https://{entry_id}/x",
                "https://h.example:{entry_id}/x",
                "https://h.example{entry_id}/x",
                "{entry_id}://h.example/x",
                "https://user:pass@h.example/{entry_id}",
                "https://h.example/{entry_id}#x",
                "https://h.example/{entryId}",
                "https://h.example/{entry_id}/{flavor_id}",
                "https://h.example/{entry_id}}",
                "https://h.example/fixed.mp4",
                "https://h.example/a b/{entry_id}",
                "https://h_x.example/{entry_id}"
            })
    void refusesATemplateThatIsNoneOrCouldLeaveItsHost(String url) {
        assertThrows(IllegalArgumentException.class, () -> new UrlTemplate(url, List.of(), Optional.empty()));
    }

    @Test
    void takesAFixedUrlOnlyForNamedEntries() {
        TemplateCatalog catalog = new TemplateCatalog(
                List.of(new UrlTemplate("https://h.example/fixed.mp4", List.of(), Optional.of("intro"))));
        assertEquals(Optional.of("https://h.example/fixed.mp4"), location(catalog, "1", "intro"));
        assertEquals(Optional.empty(), location(catalog, "1", "other"));
    }

    @Test
    void refusesABrokenPattern() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new UrlTemplate("https://h.example/{entry_id}", List.of(), Optional.of("(")));
    }

    private static Optional<String> location(TemplateCatalog catalog, String partner, String entry) {
        return Media.find(catalog, partner, entry).map(found -> found.location().toString());
    }
}
