package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthTest {
    private static final long NOW = 1_700_000_000;
    private static final AccessToken TOKEN = Calls.token(Level.WRITE);

    private final Set<String> seen = new HashSet<>();
    private final OAuth oauth = new OAuth(
            Calls.config(TOKEN),
            (key, token, second, nonce) -> Future.succeededFuture(seen.add(key + token + second + nonce)),
            InstantSource.fixed(Instant.ofEpochSecond(NOW)));

    private static String header(String verb, List<Parameter> covered, long second) {
        return Calls.signed(verb, "/api/photo/frame", covered, TOKEN, "n0nce", second);
    }

    private String code(Call call) {
        Future<Identity> identity = Future.succeededFuture().compose(begun -> oauth.identify(call));
        return identity.succeeded()
                ? identity.result().level().word()
                : assertInstanceOf(ApiException.class, identity.cause()).error().code();
    }

    @Test
    void takesAnUnsignedRequestForNobodys() {
        assertEquals("none", code(Calls.get("time=1", "")));
        assertEquals("none", code(Calls.get("time=1", "Bearer abc")));
    }

    @Test
    void knowsWhoSignedAQuery() {
        String header = header("GET", Parameter.list("time=1&photo_id=a%20b"), NOW);
        assertEquals("write", code(Calls.get("time=1&photo_id=a%20b", header)));
    }

    @Test
    void knowsWhoSignedAForm() {
        String header = header("POST", Parameter.list("time=1&photo_id=a+b"), NOW);
        assertEquals("write", code(Calls.post("time=1&photo_id=a+b", header)));
    }

    @Test
    void leavesTheFieldsOfAMultipartFormOut() {
        String header = header("POST", List.of(), NOW);
        assertEquals("write", code(Calls.call("POST", "", "", Parameter.list("time=1"), header)));
    }

    @Test
    void coversTheQueryOfAPost() {
        String header = header("POST", Parameter.list("time=1"), NOW);
        assertEquals("invalid_signature", code(Calls.call("POST", "x=1", "time=1", null, header)));
    }

    @Test
    void readsTheFieldsFromTheQuery() {
        String fields = header("GET", Parameter.list("time=1"), NOW)
                .replaceFirst("OAuth realm=\"[^\"]*\", ", "")
                .replace("\"", "")
                .replace(", ", "&");
        assertEquals("write", code(Calls.get("time=1&" + fields, "")));
        seen.clear();
        assertEquals("none", code(Calls.call("POST", "time=1&" + fields, "", null, "")));
    }

    @Test
    void countsARequestOnce() {
        Call call = Calls.get("time=1", header("GET", Parameter.list("time=1"), NOW));
        assertEquals("write", code(call));
        assertEquals("invalid_signature", code(call));
    }

    @Test
    void forgetsNoNonceForAWrongSignature() {
        String header = header("GET", Parameter.list("time=1"), NOW);
        assertEquals("invalid_signature", code(Calls.get("time=2", header)));
        assertEquals("write", code(Calls.get("time=1", header)));
    }

    @ParameterizedTest
    @CsvSource({"-301, invalid_signature", "-300, write", "300, write", "301, invalid_signature"})
    void bearsClocksThatAreFiveMinutesApart(long apart, String outcome) {
        assertEquals(outcome, code(Calls.get("", header("GET", List.of(), NOW + apart))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "oauth_consumer_key=\"571156| oauth_consumer_key=\"571157",
                "oauth_consumer_key=|x=",
                "oauth_token=\"token|oauth_token=\"taken",
                "oauth_token=|oauth_tokin=",
                "HMAC-SHA1|PLAINTEXT",
                "HMAC-SHA1|HMAC-SHA256",
                "oauth_timestamp=\"17|oauth_timestamp=\"-17",
                "oauth_timestamp=|oauth_time=",
                "n0nce|n0nse",
                "n0nce|%00",
                "n0nce|",
                "oauth_version=\"1.0|oauth_version=\"2.0",
                "oauth_signature=\"|oauth_signature=\"x",
                "oauth_signature=|signature=",
                "oauth_nonce=|oauth_nonce=\"b\", oauth_nonce=",
                "OAuth realm|OAuth realm=\"a\" and realm",
            })
    void refusesASignedRequestThatWasChanged(String from, String to) {
        String header = header("GET", List.of(), NOW);
        String changed = header.replace(from, to == null ? "" : to);
        assertNotEquals(header, changed);
        assertEquals("invalid_signature", code(Calls.get("", changed)));
    }
}
