package io.posterframe.dialect.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final String HS256 = "{'alg':'HS256','typ':'JWT'}";
    private static final String GOOD = payload("");

    private final TokenCheck check = new TokenCheck(
            apikey -> Future.succeededFuture(
                    apikey.equals(Tokens.APIKEY) ? Optional.of(Tokens.SECRET) : Optional.empty()),
            Duration.ofSeconds(30),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static String payload(String more) {
        return Tokens.payload(Tokens.APIKEY, NOW, NOW.plusSeconds(600), more);
    }

    private ApiException refusal(String authorization) {
        try {
            Future<CaptureToken> checked = check.check(authorization);
            assertTrue(checked.failed(), "it was taken");
            return (ApiException) checked.cause();
        } catch (ApiException e) {
            return e;
        }
    }

    private CaptureToken taken(String payload) {
        return check.check(Tokens.signed(payload)).result();
    }

    @Test
    void aTokenAsTheClientMakesItIsTaken() {
        assertEquals(new CaptureToken(Tokens.APIKEY, null), taken(GOOD));
        assertEquals(new CaptureToken(Tokens.APIKEY, "abcd-abcd-abcd"), taken(payload(",'roomId':'abcd-abcd-abcd'")));
        assertEquals(new CaptureToken(Tokens.APIKEY, null), taken(payload(",'roomId':null,'participantId':'p'")));
    }

    @Test
    void permissionsDoNotCount() {
        String payload = "{'apikey':'" + Tokens.APIKEY + "','version':2,'roles':['rtc','crawler']";
        for (String permissions : List.of("", ",'permissions':[]", ",'permissions':['ask_join']")) {
            assertEquals(Tokens.APIKEY, taken(payload + permissions + "}").apikey());
        }
    }

    static Map<String, String> bad() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("empty", "");
        bad.put("blanks", "   ");
        bad.put("no JWT", "hello");
        bad.put("two parts", "a.b");
        bad.put("four parts", Tokens.signed(GOOD) + ".x");
        bad.put("only dots", "..");
        bad.put("no base64", "{}.{}.{}");
        bad.put("null for the header", Tokens.signed("null", GOOD, "HmacSHA256", Tokens.SECRET));
        bad.put("null for the payload", Tokens.signed("null"));
        bad.put("a list for the payload", Tokens.signed("[1]"));
        bad.put("a number for the payload", Tokens.signed("7"));
        bad.put("deep", Tokens.signed("{'apikey':" + "[".repeat(1500) + "}"));
        bad.put("no signature", Tokens.encoded(HS256) + "." + Tokens.encoded(GOOD) + ".");
        bad.put("alg none", Tokens.encoded("{'alg':'none'}") + "." + Tokens.encoded(GOOD) + ".");
        bad.put("alg none, signed", Tokens.signed("{'alg':'none'}", GOOD, "HmacSHA256", Tokens.SECRET));
        bad.put("no alg", Tokens.signed("{'typ':'JWT'}", GOOD, "HmacSHA256", Tokens.SECRET));
        bad.put("HS512", Tokens.signed("{'alg':'HS512'}", GOOD, "HmacSHA512", Tokens.SECRET));
        bad.put("HS384", Tokens.signed("{'alg':'HS384'}", GOOD, "HmacSHA384", Tokens.SECRET));
        bad.put("hs256", Tokens.signed("{'alg':'hs256'}", GOOD, "HmacSHA256", Tokens.SECRET));
        bad.put("HS512 that says HS256", Tokens.signed(HS256, GOOD, "HmacSHA512", Tokens.SECRET));
        bad.put("RS256", Tokens.signed("{'alg':'RS256'}", GOOD, "HmacSHA256", Tokens.SECRET));
        bad.put("another secret", Tokens.signed(HS256, GOOD, "HmacSHA256", "another-secret-of-the-tests"));
        bad.put("another payload", swapped());
        bad.put("an unknown key", Tokens.signed(GOOD.replace(Tokens.APIKEY, "nobody")));
        bad.put("a key that is a number", Tokens.signed(GOOD.replace("'" + Tokens.APIKEY + "'", "7")));
        bad.put("no key", Tokens.signed("{'version':2,'roles':['crawler']}"));
        bad.put("huge", Tokens.signed(payload(",'x':'" + "x".repeat(5000) + "'")));
        bad.put("Bearer", "Bearer " + Tokens.signed(GOOD));
        bad.put("bearer", "bearer " + Tokens.signed(GOOD));
        bad.put("Basic", "Basic " + Tokens.signed(GOOD));
        bad.put("an exp that is a text", Tokens.signed(payload("").replaceAll("'exp':[0-9]+", "'exp':'tomorrow'")));
        return bad;
    }

    /** The signature of another payload. */
    private static String swapped() {
        String good = Tokens.signed(GOOD);
        String other = Tokens.encoded(payload(",'roomId':'another'"));
        return Tokens.encoded(HS256) + "." + other + good.substring(good.lastIndexOf('.'));
    }

    static List<String> names() {
        return List.copyOf(bad().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedAsInvalid(String name) {
        ApiException refusal = refusal(bad().get(name));
        assertEquals(401, refusal.error().status());
        assertEquals("invalid_token", refusal.error().code());
        assertTrue(
                refusal.error().message().startsWith("`token` is invalid. "),
                refusal.error().message());
        assertFalse(refusal.toString().contains(Tokens.SECRET));
    }

    @Test
    void whoeverSendsAPrefixIsToldSo() {
        assertTrue(refusal("Bearer " + Tokens.signed(GOOD)).error().message().contains("without the prefix Bearer"));
        assertEquals(401, refusal(null).error().status());
    }

    /** Seconds from now; the leeway is 30. */
    @ParameterizedTest
    @CsvSource({
        "exp, 600, true",
        "exp, -29, true",
        "exp, -31, false",
        "exp, -86400, false",
        "nbf, -5, true",
        "nbf, 30, true",
        "nbf, 31, false",
        "iat, 30, true",
        "iat, 31, false",
    })
    void timesCountWithTheLeeway(String claim, long seconds, boolean good) {
        String payload = "{'apikey':'" + Tokens.APIKEY + "','version':2,'roles':['crawler'],'" + claim + "':"
                + (NOW.getEpochSecond() + seconds) + "}";
        if (good) {
            assertEquals(Tokens.APIKEY, taken(payload).apikey());
        } else {
            ApiError error = refusal(Tokens.signed(payload)).error();
            assertEquals(401, error.status());
            assertTrue(error.message().endsWith(claim.equals("exp") ? "expired." : "by its " + claim + "."));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "'version':1,", "'version':'2',", "'version':2.5,", "'version':[2],", "'version':null,"})
    void anotherVersionMayNotUseTheApi(String version) {
        String payload = GOOD.replace("'version':2,", version);
        ApiError error = refusal(Tokens.signed(payload)).error();
        assertEquals(403, error.status());
        assertEquals("unauthorized_token", error.code());
        assertEquals("Unauthorised access to V2 API, please provide valid payload version.", error.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'roles':[],",
                "'roles':['rtc'],",
                "'roles':'crawler',",
                "'roles':['CRAWLER'],",
                "'roles':[{'a':['crawler']}],",
                "'roles':{'crawler':true},",
                "'roles':null,"
            })
    void whoIsNoCrawlerMayNotUseTheApi(String roles) {
        ApiError error = refusal(Tokens.signed(GOOD.replace("'roles':['crawler'],", roles)))
                .error();
        assertEquals(403, error.status());
        assertEquals("Your role must be a CRAWLER in token payload to use V2 API.", error.message());
    }

    @Test
    void aRoomThatIsNoTextIsNoRoom() {
        assertEquals(403, refusal(Tokens.signed(payload(",'roomId':7"))).error().status());
        assertThrows(ApiException.class, () -> check.check(null));
    }
}
