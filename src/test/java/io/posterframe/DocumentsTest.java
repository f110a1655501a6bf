package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.dialect.Variant;
import io.posterframe.dialect.kaltura.KalturaConfig;
import io.posterframe.dialect.kaltura.KalturaError;
import io.posterframe.dialect.kaltura.ThumbnailRequest;
import io.posterframe.metrics.Metrics;
import io.posterframe.metrics.Reading;
import io.posterframe.metrics.Readings;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.StripLayout;
import io.posterframe.render.Sandbox;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the documents say to the code, where a machine can tell. Options have a test of their own. */
class DocumentsTest {
    private static final Path README = Path.of("README.md");
    private static final Path KALTURA = Path.of("docs/kaltura.md");
    private static final Path OPERATIONS = Path.of("docs/operations.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:http://localhost:8080|`)(/p/\\d+/thumbnail/[^\\s\"')>`]*)");
    private static final Pattern SIZE_ROW =
            Pattern.compile("^\\| `(/[^`]*)` \\| (\\d+) x (\\d+) \\|$", Pattern.MULTILINE);

    @Test
    void theReadmeNamesWhatTheBuildServerInstalls() throws IOException {
        Matcher installed = Pattern.compile("--no-install-recommends \\\\\\n +(.*) < /dev/null")
                .matcher(Files.readString(Path.of(".ci/run")));
        assertTrue(installed.find());
        assertTrue(
                Files.readString(README).contains("apt-get install " + installed.group(1) + "\n"), installed.group(1));
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        String document = Files.readString(OPERATIONS);
        List<String> missing = published().stream()
                .filter(name -> !document.contains("`" + name + "`"))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyDocumentedMetricExists() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path document : documents()) {
            named.addAll(found(document, Pattern.compile("`(posterframe_[a-z_]+)"), match -> match.group(1)));
        }
        named.removeAll(published());
        assertEquals(Set.of(), named);
    }

    @Test
    void everyErrorIsDocumentedWithItsTextAndStatus() throws Exception {
        String document = Files.readString(KALTURA);
        for (Class<?> cause : Failure.class.getPermittedSubclasses()) {
            for (Failure failure : failures(cause)) {
                KalturaError error = KalturaError.of(failure);
                String row = "| " + error.number() + " | " + error.text();
                assertTrue(
                        document.lines().anyMatch(line -> line.startsWith(row) && line.contains("| " + error.status())),
                        () -> "no row for error " + error + " of " + cause.getSimpleName());
            }
        }
    }

    @Test
    void everyParameterIsDocumented() throws Exception {
        String document = Files.readString(KALTURA);
        List<String> missing = Arrays.stream(Class.forName("io.posterframe.dialect.kaltura.Parameter")
                        .getEnumConstants())
                .map(parameter -> parameter.toString().toLowerCase(Locale.ROOT))
                .filter(name -> !document.contains("\n| `" + name + "` |"))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyOptionThatIsNamedExists() throws IOException {
        String options = Files.readString(Path.of("docs/options.md"));
        Pattern key = Pattern.compile(
                "`((?:server|headers|catalog|database|origin|picture|kaltura|photo|capture|frames|tasks|archive|jobs|hls|decode|access|limits|uploads|admin|delivery|cache|render|tracing)(?:\\.[a-z-]+)+)\\b");
        for (Path document : documents()) {
            Set<String> unknown = found(document, key, match -> match.group(1));
            unknown.removeIf(name -> options.contains("| `" + name + "` |")
                    || options.contains("| `" + name + ".")
                    || name.startsWith("kaltura.com"));
            assertEquals(Set.of(), unknown, document.toString());
        }
    }

    @Test
    void everyExampleUrlIsUnderstood() throws IOException {
        for (Path document : documents()) {
            for (String target : found(document, EXAMPLE, match -> match.group(1))) {
                if (!target.endsWith("/format/xyz")) {
                    assertTrue(request(target).isPresent(), document + ": " + target);
                }
            }
        }
        assertFalse(found(README, EXAMPLE, match -> match.group(1)).isEmpty());
    }

    @Test
    void theSizesOfTheExamplesAreRight() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> rows =
                SIZE_ROW.matcher(Files.readString(KALTURA)).results().toList();
        for (MatchResult row : rows) {
            ThumbnailRequest request =
                    request("/p/100/thumbnail/entry_id/sample" + row.group(1)).orElseThrow();
            StripLayout layout = StripLayout.of(request.picture(), 640, 360, PictureConfig.DEFAULTS);
            String size = layout.canvasWidth() + " x " + layout.canvasHeight();
            if (!size.equals(row.group(2) + " x " + row.group(3))) {
                wrong.add(row.group() + " but is " + size);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(rows.size() > 10, "the table of sizes was not found");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : found(document, LINK, match -> match.group(1))) {
                URI uri = URI.create(link);
                if (uri.getScheme() == null && !resolves(document, uri)) {
                    broken.add(document + ": " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean resolves(Path document, URI link) throws IOException {
        Path target = link.getPath().isEmpty() ? document : document.resolveSibling(link.getPath());
        if (!Files.exists(target)) {
            return false;
        }
        String anchor = link.getFragment();
        return anchor == null
                || Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(heading -> anchor(heading).equals(anchor));
    }

    /** As the usual Markdown renderers name a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ +", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Alnum} _-]", "")
                .replace(' ', '-');
    }

    private static Optional<ThumbnailRequest> request(String target) {
        int question = target.indexOf('?');
        return ThumbnailRequest.parse(
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                null,
                Variant.JPEG,
                KalturaConfig.DEFAULTS);
    }

    /** The names on a metrics page as a server has it. */
    static Set<String> published() {
        try (Metrics metrics = new Metrics()) {
            Readings readings = new Readings();
            for (Reading reading : Reading.values()) {
                readings.with(reading, () -> 0);
            }
            metrics.watch(readings, Sandbox.Kind.NONE, "1");
            metrics.count(reason -> 0, () -> 0);
            return metrics.page()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ")[2])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** One of each kind that this failure has: passing or not, and for each reason. */
    private static List<Failure> failures(Class<?> cause) throws ReflectiveOperationException {
        List<Failure> failures = new ArrayList<>();
        for (boolean passing : new boolean[] {true, false}) {
            for (Denied.Reason reason : Denied.Reason.values()) {
                failures.add(failure(cause, Map.of(boolean.class, passing, Denied.Reason.class, reason)));
            }
        }
        return failures;
    }

    private static Failure failure(Class<?> cause, Map<Class<?>, Object> kind) throws ReflectiveOperationException {
        Map<Class<?>, Object> others =
                Map.of(int.class, 1, long.class, 1L, String.class, "", ImageFormat.class, ImageFormat.JXR);
        Class<?>[] types = Arrays.stream(cause.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(types)
                .map(type -> kind.containsKey(type) ? kind.get(type) : others.get(type))
                .toArray();
        return (Failure) cause.getDeclaredConstructor(types).newInstance(values);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(README),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static Set<String> found(Path document, Pattern pattern, Function<MatchResult, String> part)
            throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(part)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
