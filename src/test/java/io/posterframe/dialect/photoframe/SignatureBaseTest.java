package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The signatures that the API's documentation prints (spec/photo-frame.md), and RFC 5849's base string. */
class SignatureBaseTest {
    private static final String SITE = "http://api.visualplatform.net/oauth/";

    private static List<Parameter> fields(String nonce, String second, String... more) {
        List<Parameter> fields = new ArrayList<>(List.of(
                new Parameter("oauth_consumer_key", Calls.KEY),
                new Parameter("oauth_nonce", nonce),
                new Parameter("oauth_signature_method", "HMAC-SHA1"),
                new Parameter("oauth_timestamp", second),
                new Parameter("oauth_version", "1.0")));
        for (int i = 0; i < more.length; i += 2) {
            fields.add(new Parameter(more[i], more[i + 1]));
        }
        return fields;
    }

    private static String sign(String verb, String url, String tokenSecret, List<Parameter> fields) {
        return SignatureBase.sign(SignatureBase.of(verb, url, fields), Calls.SECRET, tokenSecret);
    }

    @Test
    void signsTheRequestForARequestToken() {
        List<Parameter> fields = fields(
                "48e12d7291d99b0416f3bb30a9d2ea72", "1267547746", "oauth_callback", "http://my.example.com/callback");
        assertEquals("ozL65XeaXv4LHnJ6y3Q8H/5tERI=", sign("GET", SITE + "request_token", "", fields));
    }

    @Test
    void signsTheRequestForAnAccessToken() {
        List<Parameter> fields = fields(
                "936dff7fa3d5674b1eb5c217ce6701b3",
                "1267547767",
                "oauth_token",
                "12-8vr9EplGHHR8Ciem8SLu",
                "oauth_verifier",
                "z3pjUoZU6KN8B5n4V2Fy");
        String secret = "qQptayCQG1ZQYbS73FE6WdNz4wKjYJqcvLzI9DjGD1UKP9wruL";
        assertEquals("vFb0a6CGy6rtXeuEfZlhOHvjhjk=", sign("GET", SITE + "access_token", secret, fields));
    }

    @Test
    void signsAPostWithItsForm() {
        List<Parameter> fields = fields(
                "a666b90c2339a866c8ed405e3e2821c3",
                "1267547771",
                "oauth_token",
                "3-gnS3NKP74AzcJsvbFi3Z",
                "format",
                "xml");
        String secret = "83x7n5rR2eT1IV0zLNptvxxy1R3WFptGozka38tDtLZmSDYboW";
        assertEquals(
                "R6etDqoM8JLzuXK+3BiVeXCEqRQ=", sign("POST", "http://v.23video.com/api/photo/list", secret, fields));
    }

    @Test
    void makesTheBaseStringOfTheStandard() {
        // RFC 5849, 3.4.1.1
        List<Parameter> signed = new ArrayList<>(Parameter.list("b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q"));
        signed.addAll(List.of(
                new Parameter("oauth_consumer_key", "9djdj82h48djs9d2"),
                new Parameter("oauth_token", "kkk9d7dh3k39sjv7"),
                new Parameter("oauth_signature_method", "HMAC-SHA1"),
                new Parameter("oauth_timestamp", "137131201"),
                new Parameter("oauth_nonce", "7d8f3e4a")));
        assertEquals(
                "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                        + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                        + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
                        + "%26oauth_token%3Dkkk9d7dh3k39sjv7",
                SignatureBase.of("POST", "http://example.com/request", signed));
    }

    @Test
    void bringsAddressesIntoTheirNormalForm() {
        assertEquals(
                "http://example.com",
                SiteAddress.parse("HTTP://EXAMPLE.com:80/").origin());
        assertEquals(
                "https://example.com:8443",
                SiteAddress.parse("https://Example.com:8443").origin());
    }
}
