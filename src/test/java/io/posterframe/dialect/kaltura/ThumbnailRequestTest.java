package io.posterframe.dialect.kaltura;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.catalog.Poster;
import io.posterframe.dialect.Variant;
import io.posterframe.dialect.kaltura.KalturaConfig.DefaultFormat;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.StripLayout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailRequestTest {
    private static final String PREFIX = "/p/100/thumbnail/";

    private static Optional<ThumbnailRequest> route(String path) {
        return ThumbnailRequest.parse(path, null, null, Variant.JPEG, KalturaConfig.DEFAULTS);
    }

    private static ThumbnailRequest parse(String pairs) {
        return route(PREFIX + pairs).orElseThrow();
    }

    private static ThumbnailRequest parse(String pairs, @Nullable String query, @Nullable String form) {
        return ThumbnailRequest.parse(PREFIX + pairs, query, form, Variant.JPEG, KalturaConfig.DEFAULTS)
                .orElseThrow();
    }

    private static String key(String pairs) {
        return parse(pairs).picture().ofVideo().key();
    }

    private static Failure.BadParameter refused(String pairs) {
        PictureException refused = assertThrows(PictureException.class, () -> parse(pairs));
        return assertInstanceOf(Failure.BadParameter.class, refused.failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p/100/thumbnail/entry_id/0_x",
                "/p/100/sp/10000/thumbnail/entry_id/0_x",
                "/p/100/thumbnail/entry_id/0_x/",
                "//p/100//thumbnail///entry_id//0_x//",
                "/p/%3100/thumbnail/entry_id/0_x",
                "/p/100/thumbnail/entry_id/0_x/width",
                "/p/100/thumbnail/width/100/entry_id/0_x/def_width",
                "/p/100/thumbnail/entry_id/0_x.jpg",
                "/p/100/thumbnail/entry_id/%30_%78",
                "/p/100/thumbnail/entry_id/%2530_x",
                "/p/100/thumbnail/entry%5fid/0_x",
                "/p/100/thumbnail/entry.id/0_x",
                "/p/100/thumbnail/entry+id/0_x"
            })
    void aThumbnailPathNamesPartnerAndEntry(String path) {
        ThumbnailRequest request = route(path).orElseThrow();
        assertEquals("100", request.partnerId());
        assertEquals("0_x", request.entry().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/p/100/thumbnail",
                "/p//thumbnail/entry_id/0_x",
                "/p/abc/thumbnail/entry_id/0_x",
                "/p/100/sp/thumbnail/entry_id/0_x",
                "/p/100/sp/abc/thumbnail/entry_id/0_x",
                "/s/p/100/thumbnail/entry_id/0_x",
                "/P/100/thumbnail/entry_id/0_x",
                "/p/100/thumbnails/entry_id/0_x",
                "/p/100/thumbnail/entry_id/a%2Fb",
                "/p/100/thumbnail/entry_id/a%2fb",
                "/p/100/thumbnail/entry_id/a%00b",
                "/p/123456789012345678901/thumbnail/entry_id/0_x",
                "/p/100/sp/10000"
            })
    void anotherPathIsNotOfThisDialect(String path) {
        assertTrue(route(path).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0_x/width/100", "entry_id", "entry_id/", "ENTRY_ID/0_x", "entry_id/.jpg", "entry_id[]/0_x"})
    void aRequestCanNameNoEntry(String pairs) {
        ThumbnailRequest request = parse(pairs);
        assertNull(request.entryId());
        PictureException missing = assertThrows(PictureException.class, request::entry);
        assertInstanceOf(Failure.NoEntryNamed.class, missing.failure());
    }

    /** Sizes and crops by the grammar: pairs, then the geometry part of the key. */
    @ParameterizedTest
    @CsvSource({
        "'', 120x90F",
        "width/100/width/50, 50x0F",
        "width/100/height, 100x0F",
        "width/100/, 100x0F",
        "width/, 0x0F",
        "height//type/3, 0x0F",
        "WIDTH/50, 120x90F",
        "width[]/50, 120x90F",
        "width/100.jpg, 100x0F",
        "width/100.jpeg, 100x0F",
        "width/100.jpg.png, 100x0F",
        "width/100%, 100x0F",
        "width/1%zz, 1x0F",
        "width/+100, 100x0F",
        "width/%20100, 100x0F",
        "width/-5, 120x90F",
        "width/-5/height/50, 0x50F",
        "width/20000, 10000x0F",
        "width/abc/height/50, 0x50F",
        "width/abc, 0x0F",
        "width/0/height/0, 0x0F",
        "width/200/height/50/type/0, 200x50F",
        "width/200/height/50/type/x, 200x50F",
        "width/200/height/50/type/2, 200x50P",
        "width/200/height/50/type/3.9, 200x50C",
        "width/200/height/50/type/4, 200x50T",
        "width/200/height/50/type/6, 200x50S",
        "width/200/height/50/type/2/nearest_aspect_ratio/7, 200x50C",
        "width/200/height/50/type/2/nearest_aspect_ratio/-1, 200x50P",
        "width/200/nearest_aspect_ratio/1, 200x0N",
        "width/200!/height/50, 200x50S",
        "width/200/height/50!, 200x50S",
        "width/!200/height/50, 0x50F",
        "width/!200/height/50/type/3, 50x50C",
        "width/200/type/3, 200x200C",
        "type/2, 120x90P",
        "def_width/640/def_height/480, 640x480F",
        "def_width/640.5, 641x90F",
        "def_height/0/def_width/0, 0x0F",
        "def_width/-1/def_height/-0.5, 120x90F",
        "width/200/def_height/480, 200x0F"
    })
    void sizesAreReadAndClamped(String pairs, String geometry) {
        assertEquals("poster_" + geometry + "_ffffff_jpg75", key(pairs));
    }

    @ParameterizedTest
    @CsvSource({
        "src_x/300/src_y/100/src_w/500/src_h/400, '300,100,500,400'",
        "src_x/10.6/src_y/20.4/src_w/100.5/src_h/99.4, '11,20,101,99'",
        "src_x/99999/src_y/-7/src_w/abc, '10000,0,0,0'",
        "src_x/150/rel_width/640/rel_height/360, '150,0,0,0,640,0'",
        "src_x/150/rel_width/-1, '150,0,0,0'",
        "src_x/1e2/rel_width/-0.5, '100,0,0,0'"
    })
    void rectanglesAreReadAndClamped(String pairs, String rectangle) {
        assertEquals("poster_120x90F_" + rectangle + "_ffffff_jpg75", key(pairs));
    }

    /** Moments: pairs, then the moment part of the key. */
    @ParameterizedTest
    @CsvSource({
        "'', poster",
        "vid_sec/12.5, at12500000",
        "vid_sec/0, at0",
        "vid_sec/-1, poster",
        "vid_sec/-5, poster",
        "vid_sec/-0.5, at0",
        "vid_sec/abc, at0",
        "vid_sec/1e300, at1000000000000000",
        "vid_sec/0.0032520325203252, at3252",
        "vid.sec/2, at2000000",
        "vid_slice/3, poster",
        "vid_slice/3/vid_slices/-1, poster",
        "vid_slices/8/vid_slice/3, slice3of8from0",
        "vid_slices/8/vid_slice/99, slice7of8from0",
        "vid_slices/90/vid_slice/30, slice1of3from0",
        "vid_slices/8/vid_slice/0, at0",
        "vid_slices/8/vid_slice/x, at0",
        "vid_slices/8/vid_slice/-1, strip8from0",
        "vid_slices/8/, strip8from0",
        "vid_slices/8/widget_id/0, strip8from0",
        "vid_slices/1, at0",
        "vid_slices/2000000000/vid_slice/1, slice1of2000000000from0",
        "vid_slices/8/vid_sec/2, copies8at2000000",
        "vid_slices/8/vid_slice/3/vid_sec/2, at2000000",
        "vid_slices/8/start_sec/1.5/end_sec/9, strip8from1500000to9000000",
        "vid_slices/8/start_sec/1.5, strip8from1500000",
        "vid_slices/8/end_sec/9, strip8from0to9000000",
        "vid_slices/8/end_sec/0, copies8at0",
        "vid_slices/8/start_sec/abc/end_sec/abc, strip8from0",
        "vid_slices/8/start_sec/-0.5/end_sec/-7, strip8from0",
        "vid_slices/8/start_sec//end_sec/, strip8from0",
        "vid_slices/545, strip545from0"
    })
    void momentsAreReadAndClamped(String pairs, String moment) {
        assertEquals(moment + "_120x90F_ffffff_jpg75", key(pairs));
    }

    @ParameterizedTest
    @CsvSource({
        "quality/10, jpg10",
        "quality/100, jpg100",
        "quality/101, jpg100",
        "quality/0, jpg1",
        "quality/-5, jpg1",
        "quality/X, jpg75",
        "quality/, jpg75",
        "quality/50.jpg, jpg50",
        "format/png, png",
        "format/PNG, png",
        "format/JPEG, jpg75",
        "format/jpg, jpg75",
        "format/, jpg75",
        "format/png/quality/3, png",
        "density/299.5, jpg75d300",
        "density/-1, jpg75",
        "density/1e9, jpg75d65535",
        "strip/1, jpg75",
        "crop_provider/x/thumb_entry_id/y/anything/z, jpg75",
        "file_name/picture.png, jpg75"
    })
    void encodingsAreReadAndClamped(String pairs, String encoding) {
        assertEquals("poster_120x90F_ffffff_" + encoding, key(pairs));
    }

    @Test
    void everyFormatIsNamedInAnyCase() {
        for (String name : ImageFormat.names()) {
            ImageFormat format = ImageFormat.named(name).orElseThrow();
            for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT), name + ".jpg")) {
                ThumbnailRequest request = parse("quality/33/format/" + spelling);
                assertEquals(format, request.picture().encoding().format(), spelling);
                assertEquals(
                        format.lossy() ? 33 : 0, request.picture().encoding().quality(), spelling);
                assertNull(request.variant());
            }
        }
        assertEquals(
                "format must be one of jpg, jpeg, png, png8, png24, png32, png48, png64, bmp, gif, tif, tiff, psd, pdf,"
                        + " jxr, webp, avif, auto",
                refused("format/xyz").message());
    }

    @ParameterizedTest
    @CsvSource({
        "format/auto, JPEG, true",
        "format/AUTO.jpg, JPEG, true",
        "width/90, JPEG, false",
        "width/90, AUTO, true",
        "format/, AUTO, true",
        "format/png, AUTO, false"
    })
    void theFormatIsLeftToTheClient(String pairs, DefaultFormat byDefault, boolean negotiated) {
        KalturaConfig config = new KalturaConfig(75, byDefault, false, false);
        for (Variant accepted : Variant.values()) {
            ThumbnailRequest request = ThumbnailRequest.parse(PREFIX + pairs, null, null, accepted, config)
                    .orElseThrow();
            assertEquals(negotiated ? accepted : null, request.variant());
            if (negotiated) {
                assertEquals(accepted.format(), request.picture().encoding().format());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "width/0/height/0, true",
        "width/0/height/0/type/3, true",
        "width/0/height/0/type/2/file_name/a.png/version/3/format/, true",
        "def_width/0/def_height/0, true",
        "width/0/height/0/quality/x/density/0/strip/0/src_x/0, true",
        "width/0/height/0/vid_sec/3, true",
        "width/0, true",
        "height/0, true",
        "width/0/height/1, false",
        "width/0/height/0/quality/75, false",
        "width/0/height/0/format/jpg, false",
        "width/0/height/0/format/auto, false",
        "width/0/height/0/density/72, false",
        "width/0/height/0/bgcolor/ffffff, false",
        "width/0/height/0/strip/1, false",
        "width/0/height/0/src_x/1, false",
        "width/0/height/0/src_w/100, false"
    })
    void anImageIsWantedAsItIsWhenNothingIsAsked(String pairs, boolean original) {
        assertEquals(original, parse(pairs).picture().encoding().original());
    }

    @ParameterizedTest
    @CsvSource({
        "version/3.png, Version[number=3]",
        "version/99999999, Version[number=10000000]",
        "version/-1, Version[number=0]",
        "version/x, Version[number=0]",
        "vid_sec/3/version/2, Version[number=2]",
        "nearest_aspect_ratio/1/width/200/height/50, 'Nearest[width=200, height=50]'",
        "nearest_aspect_ratio/1/width/200, 'Nearest[width=200, height=0]'",
        "nearest_aspect_ratio/1, 'Nearest[width=120, height=90]'",
        "nearest_aspect_ratio/1/version/0, 'Nearest[width=120, height=90]'",
        "nearest_aspect_ratio/1/version/4, Version[number=4]"
    })
    void aStoredImageIsChosenByVersionOrShape(String pairs, String poster) {
        assertEquals(poster, parse(pairs).selectors().poster().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "width/9/start_sec/3, false",
        "vid_slice/3, false",
        "vid_sec/0, true",
        "vid_slices/4, true",
        "vid_slices/4/vid_slice/2, true"
    })
    void onlyAMomentAsksForAFrame(String pairs, boolean frame) {
        assertEquals(frame, parse("entry_id/x/" + pairs).media().frame());
    }

    @ParameterizedTest
    @CsvSource({"00ff00, 00ff00", "FFAA00, ffaa00", "fff, 000fff", "7, 000007", "00ff00.jpg, 00ff00"})
    void coloursAreHexNumbers(String value, String colour) {
        assertEquals("poster_120x90F_" + colour + "_jpg75", key("bgcolor/" + value));
    }

    @ParameterizedTest
    @CsvSource({
        "bgcolor/red, bgcolor",
        "bgcolor/0000000, bgcolor",
        "bgcolor/, bgcolor",
        "bgcolor/%2523fff, bgcolor",
        "bgcolor/\uff11, bgcolor",
        "format/xyz, format",
        "format/jpeg2000, format",
        "format/auto2, format",
        "vid_slices/0, vid_slices",
        "vid_slices/abc, vid_slices",
        "vid_slices/0/vid_sec/3, vid_slices",
        "vid_slices/546, vid_slices",
        "vid_slices/8/width/8188, vid_slices",
        "vid_slices/8/height/8188, vid_slices",
        "vid_slices/8/height/8188/vid_sec/3, vid_slices",
        "vid_slices/65500/width/0, vid_slices",
        "start_sec/5/end_sec/4, start_sec",
        "vid_slices/8/start_sec/5/end_sec/4.9, start_sec"
    })
    void whatKalturaRefusesIsRefusedByName(String pairs, String parameter) {
        Failure.BadParameter refused = refused("entry_id/0_x/" + pairs);
        assertEquals(parameter, refused.parameter());
        assertTrue(refused.message().startsWith(parameter + " "), refused.message());
    }

    @Test
    void oneSliceOfManyIsNotAStrip() {
        assertEquals("slice1of1000from0_200x0F_ffffff_jpg75", key("width/200/vid_slices/1000/vid_slice/1"));
    }

    @Test
    void theFormBeatsThePathAndThePathBeatsTheQuery() {
        assertEquals(
                "poster_100x0F_ffffff_jpg75",
                parse("width/100", "width=50", null).picture().key());
        assertEquals(
                "poster_30x20F_ffffff_jpg75",
                parse("width/100", "width=50&height=20", "width=30").picture().key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entry_id=0_x&width=50",
                "width=50&&entry_id=0_x&",
                "width=1&entry+id=0_x.jpg&width=50",
                "=&a=b=c&entry%5Fid=%30_x&+width=50&height",
                "entry_id=0_x&width=50#"
            })
    void theQueryIsAFullAlternative(String query) {
        ThumbnailRequest request = parse("", query, null);
        assertEquals("0_x", request.entry().id());
        String key = request.picture().key();
        assertTrue(key.startsWith("poster_50x0F"), key);
    }

    @Test
    void anEncodedSlashIsAllowedInTheQuery() {
        assertEquals("a/b", parse("", "entry_id=a%2Fb", null).entryId());
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() {
        assertEquals("\ufffdx", parse("entry_id/%FFx").entryId());
        assertEquals("\u00e9", parse("entry_id/%C3%A9").entryId());
        assertEquals("\u00e9", parse("entry_id/%25C3%25A9").entryId());
        assertEquals("%", parse("entry_id/%").entryId());
        assertEquals("%4", parse("entry_id/%4").entryId());
    }

    @Test
    void theNumberOfParametersAndTheirLengthAreBounded() {
        assertEquals("entry_id", refused("entry_id/" + "x".repeat(129)).parameter());
        assertEquals(128, parse("entry_id/" + "x".repeat(128)).entry().id().length());
        assertEquals("ks", refused("ks/" + "x".repeat(4097)).parameter());
        assertEquals("parameters", refused("a/b/".repeat(129)).parameter());
        assertEquals("100", route(PREFIX + "a/b/".repeat(128)).orElseThrow().partnerId());
    }

    @Test
    void selectorsAreReadForLaterUse() {
        String url = "https://www.example.com/a?b>c~";
        String referrer = Base64.getEncoder().encodeToString(url.getBytes(StandardCharsets.UTF_8));
        ThumbnailRequest request = parse(
                "entry_id/0_x/version/100000/widget_id/_100/flavor_id/0_ab12cd34/upload_token_id/0_d41d8/ks/djJ8abc",
                "referrer=" + referrer,
                null);
        assertEquals(
                new EntrySelectors("_100", new Poster.Version(100_000), "0_ab12cd34", "0_d41d8", "djJ8abc", url),
                request.selectors());
        assertFalse(request.toString().contains("djJ8abc"));
        String urlSafe = referrer.replace('+', '-').replace('/', '_').replace("=", "");
        assertEquals(url, parse("referrer/" + urlSafe).selectors().referrer());
        assertEquals(
                EntrySelectors.NONE,
                parse("entry_id/0_x/version/-3/widget_id/0/ks/").selectors());
        assertNull(parse("referrer/not!base64").selectors().referrer());
    }

    @ParameterizedTest
    @CsvSource({
        "clip.jpg, clip.jpg",
        "my+clip.png, my clip.png",
        "%252e%252e%252fetc%252fpasswd, passwd",
        "a%5Cb.jpg, b.jpg",
        "a%22b%0D%0Ac.jpg, abc.jpg",
        "caf%C3%A9.jpg, caf\u00e9.jpg",
        "%E2%80%AEgpj.exe, gpj.exe",
        "..%2520, ''",
        "%20, ''",
        "'', ''"
    })
    void aFileNameIsABaseName(String value, String name) {
        assertEquals(
                name.isEmpty() ? null : name,
                parse("entry_id/0_x/file_name/" + value).fileName());
    }

    /** Spec section 16: the seed's own URLs and what a 1280 x 720 source gives. */
    @ParameterizedTest
    @CsvSource({
        "'', 120, 68",
        "width/200/height/50/, 89, 50",
        "width/200/height/50/nearest_aspect_ratio/1, 200, 50",
        "width/200/height/100/type/1/quality/10, 178, 100",
        "width/200/height/100/type/1/quality/50, 178, 100",
        "width/200/height/100/type/1/quality/100, 178, 100",
        "width/200/vid_sec/10, 200, 113",
        "width/120/vid_sec/0, 120, 68",
        "width/120/vid_sec/0.0032520325203252, 120, 68",
        "width/120/vid_sec/1.30081300813008, 120, 68",
        "width/200/height/200/vid_sec/10/src_x/300/src_y/100/src_w/500/src_h/400, 200, 160",
        "width/200/height/100/vid_slices/90/vid_slice/15, 178, 100",
        "width/200/height/100/vid_slices/90/vid_slice/75, 178, 100",
        "width/120/vid_slices/8/, 960, 68",
        "width/120/vid_slices/8/widget_id/0, 960, 68",
        "width/200/height/200/type/2, 200, 200",
        "width/200/type/3, 200, 200",
        "width/0/height/0, 1280, 720",
        "def_height/360/def_width/640/version/3/type/1, 640, 360"
    })
    void theSeedsUrlsGiveTheirSizes(String pairs, int width, int height) {
        StripLayout strip =
                StripLayout.of(parse("entry_id/0_wf3km7rh/" + pairs).picture(), 1280, 720, PictureConfig.DEFAULTS);
        assertEquals(width + "x" + height, strip.canvasWidth() + "x" + strip.canvasHeight());
    }

    @Test
    void theDefaultQualityIsConfigured() {
        ThumbnailRequest request = ThumbnailRequest.parse(
                        PREFIX, null, null, Variant.JPEG, new KalturaConfig(90, DefaultFormat.JPEG, false, false))
                .orElseThrow();
        assertEquals(90, request.picture().encoding().quality());
    }

    @Test
    void garbageIsReadOrRefusedButNeverBreaksTheParser() {
        Random random = new Random(5);
        String alphabet = "/%+&=.!-e09aF[]_\u00e9\ud83d";
        List<String> names =
                Stream.of(Parameter.values()).map(Parameter::urlName).toList();
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(12); part > 0; part--) {
                text.append(names.get(random.nextInt(names.size()))).append(random.nextBoolean() ? '/' : '=');
                for (int length = random.nextInt(8); length > 0; length--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                text.append(random.nextBoolean() ? '/' : '&');
            }
            try {
                Optional<ThumbnailRequest> request = ThumbnailRequest.parse(
                        PREFIX + text, text.toString(), text.toString(), Variant.AVIF, KalturaConfig.DEFAULTS);
                request.ifPresent(read -> assertTrue(read.picture().key().length() <= 300));
            } catch (PictureException refused) {
                assertInstanceOf(Failure.BadParameter.class, refused.failure());
            }
        }
    }
}
