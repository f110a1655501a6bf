package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.address.AddressLiteral;
import io.posterframe.picture.Failure.Denied;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class UrlSignerTest {
    private static final SigningKey KEY = new SigningKey("2026", "0123456789abcdef0123456789abcdef");
    private static final SigningKey OLD = new SigningKey("2025", "fedcba9876543210fedcba9876543210");
    private static final UrlSigner SIGNER = new UrlSigner(List.of(KEY));
    private static final SignatureRule RULE =
            new SignatureRule(new AccessConfig(false, List.of(KEY, OLD), List.of(), List.of()));
    private static final Instant END = Instant.ofEpochSecond(2_000_000_000);
    private static final long BEFORE = END.toEpochMilli() - 1;
    private static final String PATH = "/p/100/thumbnail/entry_id/clip/width/320";

    /** The document has it from openssl. */
    @Test
    void signsAsTheDocumentSays() throws IOException {
        String signed = PATH + "?expires=2000000000&signature=2026.UfppalkraiR2irrHwODY-uMxoYnsluOLHTdNtkwYYtQ";
        assertEquals(signed, SIGNER.sign(PATH, END, null));
        assertTrue(Files.readString(Path.of("docs/access.md")).contains(signed));
    }

    @Test
    void acceptsWhatItSignedUntilItsEnd() {
        for (String target : List.of(PATH, PATH + "?width=100", PATH + "?", PATH + "?a=%26signature%3Dx&b", "/")) {
            assertEquals(Long.MAX_VALUE, check(SIGNER.sign(target, null, null)), target);
            assertEquals(END.toEpochMilli(), check(SIGNER.sign(target, END, null)), target);
            assertRefused(SIGNER.sign(target, END, null), END.toEpochMilli());
        }
    }

    @Test
    void acceptsEachKeyAndSignsWithTheFirstOrTheNamed() {
        UrlSigner both = new UrlSigner(List.of(OLD, KEY));
        assertTrue(both.sign(PATH, null, null).contains("signature=2025."));
        assertTrue(both.sign(PATH, null, "2026").contains("signature=2026."));
        assertEquals(Long.MAX_VALUE, check(both.sign(PATH, null, null)));
        assertRefused(new UrlSigner(List.of(new SigningKey("new", KEY.secret()))).sign(PATH, null, null), BEFORE);
        assertRefused(new UrlSigner(List.of(new SigningKey("2026", "x".repeat(32)))).sign(PATH, null, null), BEFORE);
    }

    @Test
    void refusesWhatWasChanged() {
        String signed = SIGNER.sign(PATH + "?a=1", END, null);
        String signature = signed.substring(signed.indexOf("signature="));
        String mac = signature.substring("signature=2026.".length());
        for (String changed : List.of(
                signed.replace("320", "640"),
                signed.replace("/clip", "//clip"),
                signed.replace("/clip", "/%63lip"),
                signed.replace("a=1", "a=2"),
                signed.replace("a=1&", ""),
                signed.replace("a=1", "a=1&b=2"),
                signed.replace("2000000000", "2000000001"),
                signed.replace("expires=2000000000&", ""),
                signed.replace("2026.", "2025."),
                signed.replace("2026.", "2026"),
                signed.replace("2026.", "."),
                signed.replace("2026.", "2026.."),
                signed + "&width=640",
                signed + "&",
                signed + "=",
                signed + "%3D",
                signed + ".jpg",
                signed.substring(0, signed.length() - 1),
                signed.replace(mac, ""),
                signed.replace(mac, mac.toUpperCase(Locale.ROOT)),
                signed.replace("signature=", "%73ignature="),
                signed.replace("?", "?" + signature + "&"),
                signed.replace("?", "?%73ignature=x&"),
                signed.replace("?", "?expires=1&"),
                signed.replace("?", "?expires=&"),
                signed + "&" + signature,
                PATH + "?signature",
                PATH + "?signature=",
                PATH + "?signature=2026." + mac)) {
            assertRefused(changed, BEFORE);
        }
    }

    /** The last letter of a signature has two bits that say nothing; only one way to write them is taken. */
    @Test
    void knowsOneSpellingOfASignature() {
        String signed = SIGNER.sign(PATH, null, null);
        char last = signed.charAt(signed.length() - 1);
        int accepted = 0;
        for (char letter : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String spelled = signed.substring(0, signed.length() - 1) + letter;
            if (letter == last) {
                check(spelled);
                accepted++;
            } else {
                assertRefused(spelled, BEFORE);
            }
        }
        assertEquals(1, accepted);
    }

    @Test
    void refusesSignedParametersThatAreThereTwice() {
        // signed by hand, as sign() makes no such thing
        assertRefused(signedAnyway(PATH + "?expires=2000000000&expires=2000000001"), BEFORE);
        assertRefused(signedAnyway(PATH + "?expires=2000000001&%65xpires=2000000000"), BEFORE);
        assertRefused(signedAnyway(PATH + "?expires=99999999999999999999"), BEFORE);
        assertRefused(signedAnyway(PATH + "?expires=-1"), BEFORE);
        assertRefused(signedAnyway(PATH + "?signature=x"), BEFORE);
        assertRefused(signedAnyway(PATH + "?%73ignature=x"), BEFORE);
        assertEquals(END.toEpochMilli(), check(signedAnyway(PATH + "?expires=2000000000&b=1")));
    }

    @Test
    void doesNotCoverAForm() {
        String signed = SIGNER.sign(PATH, null, null);
        assertEquals(
                Reason.SIGNATURE,
                denied(() -> RULE.check(caller(signed, false), false, BEFORE)).reason());
        assertEquals(Long.MAX_VALUE, RULE.check(caller("http://host:8080" + signed, true), false, BEFORE));
    }

    @Test
    void asksForASignatureWhereItMust() {
        assertEquals(Long.MAX_VALUE, RULE.check(caller(PATH, true), false, BEFORE));
        assertEquals(Long.MAX_VALUE, RULE.check(caller(PATH + "?expires=1", true), false, BEFORE));
        for (String bare : List.of(
                PATH,
                PATH + "?expires=2000000000",
                PATH + "/signature/x",
                PATH + "?Signature=x",
                PATH + "?signature%3Dx")) {
            denied(() -> RULE.check(caller(bare, true), true, BEFORE));
            SignatureRule always = new SignatureRule(new AccessConfig(true, List.of(KEY), List.of(), List.of()));
            denied(() -> always.check(caller(bare, true), false, BEFORE));
        }
        // without keys a parameter of this name is nobody's signature, and a signature that is needed can't be given
        SignatureRule keyless = new SignatureRule(AccessConfig.DEFAULTS);
        assertEquals(Long.MAX_VALUE, keyless.check(caller(PATH + "?signature=x", true), false, BEFORE));
        denied(() -> keyless.check(caller(PATH + "?signature=2026.", true), true, BEFORE));
    }

    @Test
    void signsNothingThatCouldBeReadTwice() {
        for (String target : List.of(
                "",
                "p/100",
                "http://host/",
                "/a b",
                "/ä",
                "/a#b",
                "/a\n",
                PATH + "?signature=x",
                PATH + "?%73ignature",
                PATH + "?expires=1")) {
            assertThrows(IllegalArgumentException.class, () -> SIGNER.sign(target, null, null), target);
        }
        assertThrows(IllegalArgumentException.class, () -> SIGNER.sign(PATH, null, "2025"));
        assertThrows(IllegalArgumentException.class, () -> SIGNER.sign(PATH, Instant.ofEpochSecond(-1), null));
        assertThrows(IllegalArgumentException.class, () -> SIGNER.sign(PATH, Instant.MAX, null));
        assertFalse(new UrlSigner(List.of()).hasKeys());
    }

    /** Signs a target that ends in something that only looks like its parameters. */
    private static String signedAnyway(String text) {
        SignedTarget any = new SignedTarget(text, "2026", "", "");
        assertFalse(SIGNER.verifies(any));
        return text + "&signature=2026." + UrlSigner.signature(KEY, text);
    }

    private static long check(String target) {
        return RULE.check(caller(target, true), true, BEFORE);
    }

    private static void assertRefused(String target, long now) {
        assertEquals(
                Reason.SIGNATURE,
                denied(() -> RULE.check(caller(target, true), false, now)).reason(),
                target);
    }

    private static Denied denied(Executable check) {
        return (Denied) assertThrows(PictureException.class, check).failure();
    }

    private static Caller caller(String target, boolean plain) {
        return new Caller(AddressLiteral.parse("192.0.2.1").orElseThrow(), target, null, plain);
    }
}
