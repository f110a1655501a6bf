package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SitesTest {
    private static final Sites SITES = Sites.of(List.of("kaltura.com", "Bücher.example", "news.example."));

    @Test
    void containHostsOfTheirSitesAndBelow() {
        for (String referrer : List.of(
                "http://kaltura.com",
                "https://www.kaltura.com/page?x=1#y",
                "HTTPS://WWW.KALTURA.COM/",
                "https://a.b.kaltura.com:8443/",
                "https://kaltura.com./",
                "https://kaltura.com.:443/",
                "//kaltura.com/x",
                "kaltura.com",
                "www.kaltura.com/path",
                "kaltura.com:8080/path",
                "kaltura.com/?back=http://evil.org/",
                " https://kaltura.com/ ",
                "http://evil.org@kaltura.com/",
                "http://evil.org:80@kaltura.com/",
                "http://a@evil.org@kaltura.com/",
                "https://xn--bcher-kva.example/",
                "https://www.bücher.example/",
                "https://WWW.BÜCHER.EXAMPLE/",
                "https://kaltura\u3002com/",
                "https://ｋaltura.com/",
                "https://news.example/")) {
            assertTrue(contain(referrer), referrer);
        }
    }

    @Test
    void containNoOthersHoweverTheyAreWritten() {
        for (String referrer : List.of(
                "",
                " ",
                "http://",
                "https:///kaltura.com",
                "http://evil.org/kaltura.com",
                "http://kaltura.com.evil.org/",
                "http://evilkaltura.com/",
                "http://com/",
                "http://altura.com/",
                "http://kaltura.com@evil.org/",
                "http://kaltura.com:80@evil.org/",
                "http://kaltura.com%2eevil.org/",
                "http://kaltura.com%00.evil.org/",
                "http://kaltura.com\\@evil.org/",
                "http://evil.org\\@kaltura.com/",
                "http://evil.org\\.kaltura.com/",
                "http:\\\\kaltura.com/",
                "http://evil.org?.kaltura.com/",
                "http://evil.org#.kaltura.com/",
                "http://evil.org;.kaltura.com/",
                "http://evil.org .kaltura.com/",
                "http://evil.org\t.kaltura.com/",
                "http://evil.org／.kaltura.com/",
                "http://evil.org／@kaltura.com.evil.org/",
                "http://kaltura.com../",
                "http://.kaltura.com/",
                "http://www..kaltura.com/",
                "http://kaltura.com:99999999/",
                "http://kaltura.com:80:80/",
                "http://kaltura.com:x/",
                "http://[kaltura.com]/",
                "http://каltura.com/",
                "http://bucher.example/",
                "javascript:alert('kaltura.com')",
                "about:blank",
                "data:text/html,//kaltura.com",
                "x".repeat(5000) + ".kaltura.com",
                ("x".repeat(60) + ".").repeat(4) + "kaltura.com")) {
            assertFalse(contain(referrer), referrer);
        }
        assertEquals(Optional.empty(), Sites.host(null));
    }

    @Test
    void leaveOutWhatIsNoHostName() {
        Sites sites = Sites.of(
                List.of("", ".", "*.kaltura.com", "https://kaltura.com", "kaltura.com/", "a b", "straße.example", "%"));
        for (String host : List.of("kaltura.com", "www.kaltura.com", "strasse.example", "b")) {
            assertFalse(sites.contain(host), host);
        }
    }

    @Test
    void readRandomTextWithoutFailing() {
        Random random = new Random(8);
        String letters = "ab.:/@\\?#[]%-_ \u3002\uff0f\u00df\u0301\u200d\ud83d\ude00\u0000";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "http://" : "");
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Sites.host(text.toString()).ifPresent(host -> assertTrue(host.matches("[a-z0-9._:\\[\\]-]+"), host));
        }
    }

    private static boolean contain(String referrer) {
        return Sites.host(referrer).filter(SITES::contain).isPresent();
    }
}
