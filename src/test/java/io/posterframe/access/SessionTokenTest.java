package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionTokenTest {
    private static final List<String> SECRETS = List.of("s3cret", "second-secret");
    private static final SessionWriter WRITER = SessionWriter.of("s3cret");

    @Test
    void readsEveryVectorAsKalturaDoes() throws IOException {
        List<List<String>> rows = vectors();
        for (List<String> row : rows) {
            Optional<Session> session = open(row.get(7));
            boolean readable = row.get(8).equals("1");
            assertEquals(readable, session.isPresent(), row.toString());
            session.ifPresent(found -> {
                assertEquals(row.get(4), found.partnerId());
                assertEquals(row.get(9), "" + found.type());
                assertEquals(row.get(10), found.user());
                assertEquals(row.get(11), "" + found.expirySeconds());
                assertEquals(row.get(12), found.privileges().toString(), row.toString());
            });
        }
        assertEquals(16, rows.size());
    }

    @Test
    void writesTheFirstFormAsKalturaDoes() throws IOException {
        for (List<String> row : vectors()) {
            if (row.get(0).equals("1")) {
                SessionWriter writer = new SessionWriter(
                        row.get(4),
                        row.get(1),
                        Long.parseLong(row.get(5)),
                        Integer.parseInt(row.get(3)),
                        row.get(2),
                        row.get(6));
                String random =
                        new String(Base64.getDecoder().decode(row.get(7)), StandardCharsets.UTF_8).split(";")[4];
                assertEquals(row.get(7), writer.v1(random));
            }
        }
    }

    @Test
    void readsWhatTheWriterMakesInEitherForm() {
        SessionWriter writer = WRITER.may("sview:0_a/0_b,iprestrict:1.2.3.4,disableentitlement");
        assertEquals(
                writer.privileges(),
                open(writer.v1()).orElseThrow().privileges().toString());
        assertEquals(
                writer.privileges(),
                open(writer.v2()).orElseThrow().privileges().toString());
        assertEquals("*", open(WRITER.may("*").v2()).orElseThrow().privileges().toString());
        assertTrue(open(WRITER.admin().v1()).orElseThrow().isAdmin());
    }

    @Test
    void takesBothAlphabetsWithAndWithoutPadding() {
        for (String ks :
                List.of(WRITER.v1(), WRITER.v2(), WRITER.may("sview:~~~>>>???").v1())) {
            for (String form : List.of(ks, ks.replace('-', '+').replace('_', '/'), ks.replace("=", ""))) {
                assertTrue(open(form).isPresent(), form);
            }
        }
    }

    @Test
    void knowsWhichEntriesASessionMayView() {
        for (String privileges :
                List.of("sview:0_a", "sview:*", "*", "all:*", "view:x,sview:0_b/0_a", "sview:0_a/0_c")) {
            for (String ks :
                    List.of(WRITER.may(privileges).v1(), WRITER.may(privileges).v2())) {
                assertTrue(open(ks).orElseThrow().mayView("0_a"), privileges);
            }
        }
        assertTrue(open(WRITER.may("sview:0_b,sview:0_a").v1()).orElseThrow().mayView("0_a"));
        for (String privileges :
                List.of("", "sview", "sview:", "sview:0_", "sview:0_a0", "view:*", "all:0_a", "sview:0_b")) {
            for (String ks :
                    List.of(WRITER.may(privileges).v1(), WRITER.may(privileges).v2())) {
                assertFalse(open(ks).orElseThrow().mayView("0_a"), privileges);
            }
        }
        assertFalse(open(WRITER.widget().v2()).orElseThrow().mayView("0_a"));
        assertTrue(open(WRITER.admin().v2()).orElseThrow().mayView("0_a"));
    }

    @Test
    void refusesTheFirstFormExtendedWithoutTheSecret() {
        // what an attacker makes of 100;100;4102444800, whose hash he has: the padding of SHA-1, then his own fields
        byte[] known = "s3cret100;100;4102444800".getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(known, 64);
        padded[known.length] = (byte) 0x80;
        padded[63] = (byte) (known.length * 8);
        byte[] forged =
                (new String(padded, StandardCharsets.ISO_8859_1) + ";2;1;;*").getBytes(StandardCharsets.ISO_8859_1);
        String hash = HexFormat.of().formatHex(SessionToken.sha1(forged));
        byte[] info = Arrays.copyOfRange(forged, "s3cret".length(), forged.length);
        byte[] token =
                (hash + "|" + new String(info, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Optional.empty(), open(Base64.getEncoder().encodeToString(token)));
        assertTrue(open(WRITER.signed("100;100;4102444800")).isPresent());
    }

    @Test
    void opensNothingThatWasTamperedWith() {
        for (String ks : List.of(WRITER.v1(), WRITER.v2())) {
            byte[] bytes = Base64.getUrlDecoder().decode(ks.replace('+', '-').replace('/', '_'));
            for (int i = 0; i < bytes.length; i++) {
                if (SessionV2.is(bytes) && i >= 3 && i < 6) {
                    continue; // the account is not signed: it says whose secrets are tried
                }
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                assertEquals(Optional.empty(), open(Base64.getUrlEncoder().encodeToString(changed)), "byte " + i);
            }
            assertEquals(Optional.empty(), open(ks.substring(0, ks.length() - 4)));
        }
    }

    @Test
    void readsSignedNonsenseAsTheLeastRight() {
        Session session = open(WRITER.signed("100;;soon;-1;;;sview:%")).orElseThrow();
        assertTrue(session.hasEnded(0));
        assertFalse(session.isAdmin());
        assertTrue(open(WRITER.sealed(SessionToken.utf8("_e=99999999999999999999&_t=x")))
                .orElseThrow()
                .hasEnded(0));
        assertEquals(Optional.empty(), open(WRITER.sealed(SessionToken.utf8("sview=%zz&_e=4102444800"))));
        assertEquals(Optional.empty(), open(WRITER.signed("100;100")));
        assertEquals(Optional.empty(), open(WRITER.signed("x;100;4102444800")));
    }

    @Test
    void readsNothingOverlong() {
        String privileges = "sview:" + "x".repeat(SessionToken.MAX_LENGTH);
        assertEquals(Optional.empty(), SessionToken.read(WRITER.may(privileges).v1()));
        assertEquals(Optional.empty(), SessionToken.read(WRITER.may(privileges).v2()));
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(4);
        String[] heads = {
            "",
            "v2|",
            "v2|100|",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709|",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709|1;;"
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] tail = new byte[random.nextInt(200)];
            random.nextBytes(tail);
            byte[] head = SessionToken.utf8(heads[i % heads.length]);
            byte[] bytes = Arrays.copyOf(head, head.length + tail.length);
            System.arraycopy(tail, 0, bytes, head.length, tail.length);
            assertEquals(Optional.empty(), open(Base64.getEncoder().encodeToString(bytes)));
            assertEquals(Optional.empty(), open(new String(tail, StandardCharsets.UTF_16)));
            open(WRITER.sealed(tail)); // signed, so that what is inside is read too
        }
    }

    /** A comparison that ends at the first difference would tell an attacker how much of his guess is right. */
    @Test
    void comparesWhatIsSecretInConstantTime() {
        Set<String> comparing = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.posterframe.access")
                        .stream()
                        .filter(type -> type.getMethodCallsFromSelf().stream().anyMatch(call -> call.getTarget()
                                .getFullName()
                                .startsWith("java.security.MessageDigest.isEqual(")))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        assertEquals(Set.of("SecretKeys", "SessionV1", "SessionV2", "UrlSigner"), comparing);
    }

    private static Optional<Session> open(String ks) {
        return SessionToken.read(ks).flatMap(token -> token.open(SECRETS));
    }

    private static List<List<String>> vectors() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SessionTokenTest.class.getResourceAsStream("kaltura_ks_vectors.csv")),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(SessionTokenTest::fields).toList();
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            fields.add(field.replace("\"", ""));
        }
        return fields;
    }
}
