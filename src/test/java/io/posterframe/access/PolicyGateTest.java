package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.address.AddressLiteral;
import io.posterframe.catalog.AccessProfile;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.catalog.Policy;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.DatabaseFailed;
import io.posterframe.picture.Failure.Denied;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.picture.Failure.PartnerBlocked;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyGateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String TARGET = "/p/100/thumbnail/entry_id/0_clip/width/320";
    private static final SigningKey KEY = new SigningKey("k", "0123456789abcdef0123456789abcdef");
    private static final Partner OWNER = partner("100", "s3cret");
    private static final Partner OTHER = partner("200", "other-secret");
    private static final SessionWriter KS = SessionWriter.of("s3cret");
    private static final AccessProfile SESSIONS = profile(true, List.of(), List.of(), List.of(), List.of());

    private final Map<String, Partner> accounts = new LinkedHashMap<>(Map.of("100", OWNER, "200", OTHER));
    private final Partners partners = id -> Future.succeededFuture(Optional.ofNullable(accounts.get(id)));
    private AccessConfig config = AccessConfig.DEFAULTS;
    private Policy policy = new Policy(OWNER, null);
    private @Nullable String ks;
    private @Nullable String referrer;
    private Caller caller = caller("192.0.2.1", TARGET, null);

    @Test
    void letsEverybodySeeWhatNobodyRestricts() {
        assertEquals(new Grant(true, Long.MAX_VALUE, true, OWNER), admitted());
        policy = Policy.NONE;
        assertEquals(new Grant(true, Long.MAX_VALUE, true, OWNER), admitted());
        accounts.clear();
        assertEquals(Grant.PUBLIC, admitted());
    }

    @Test
    void refusesAnAccountThatIsBlockedBeforeAllElse() {
        Partner blocked = new Partner(
                "100",
                "",
                Partner.Status.BLOCKED,
                List.of("s3cret"),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                true);
        policy = new Policy(blocked, SESSIONS);
        assertInstanceOf(PartnerBlocked.class, failure());
        policy = Policy.NONE;
        accounts.put("100", blocked);
        assertInstanceOf(PartnerBlocked.class, failure());
        policy = new Policy(OWNER, null);
        admitted();
    }

    @Test
    void tellsWhyAnAccountCanNotBeLookedUp() {
        policy = Policy.NONE;
        Failure down = new DatabaseFailed("down");
        PolicyGate gate = new PolicyGate(config, id -> Future.failedFuture(new PictureException(down)), clock());
        assertSame(
                down,
                ((PictureException) gate.admit(entry(), ref(), Credentials.NONE, caller)
                                .cause())
                        .failure());
    }

    /** Each kind of bad credential, with the reason that it is refused for where a session is needed. */
    @Test
    void refusesEachKindOfBadSession() {
        SessionWriter good = KS.may("sview:0_clip");
        Map<String, Reason> bad = new LinkedHashMap<>();
        bad.put("garbage!!", Reason.SESSION_UNREADABLE);
        bad.put("bm9waXBl", Reason.SESSION_UNREADABLE);
        bad.put("A".repeat(5000), Reason.SESSION_UNREADABLE);
        bad.put(good.v2().substring(0, 40), Reason.SESSION_UNREADABLE);
        bad.put(SessionWriter.of("wrong").may("*").v1(), Reason.SESSION_UNREADABLE);
        bad.put(SessionWriter.of("wrong").may("*").v2(), Reason.SESSION_UNREADABLE);
        bad.put(good.partner("300").v2(), Reason.SESSION_UNREADABLE);
        bad.put(good.partner("200").v1(), Reason.SESSION_UNREADABLE);
        bad.put(SessionWriter.of("other-secret").partner("200").admin().v2(), Reason.SESSION_PARTNER);
        bad.put(good.until(NOW.getEpochSecond()).v1(), Reason.SESSION_EXPIRED);
        bad.put(good.until(NOW.getEpochSecond()).admin().v2(), Reason.SESSION_EXPIRED);
        bad.put(good.may("*,iprestrict:192.0.2.2").v1(), Reason.SESSION_ADDRESS);
        bad.put(good.may("*,iprestrict:").v2(), Reason.SESSION_ADDRESS);
        bad.put(good.may("*,urirestrict:/p/100/thumbnail").v2(), Reason.SESSION_URL);
        bad.put(
                good.may("*,urirestrict:/p/200/*|/p/100/thumbnail/entry_id/0_other/*")
                        .v1(),
                Reason.SESSION_URL);
        bad.put(KS.v1(), Reason.PROFILE);
        bad.put(KS.widget().v1(), Reason.PROFILE);
        bad.put(KS.widget().v2(), Reason.PROFILE);
        bad.put(KS.may("sview:0_other").v2(), Reason.PROFILE);
        bad.put(KS.may("view:*").v2(), Reason.PROFILE);
        policy = new Policy(OWNER, SESSIONS);
        bad.forEach((text, reason) -> {
            ks = text;
            Denied denied = assertInstanceOf(Denied.class, failure(), text);
            assertEquals(reason, denied.reason(), text);
            assertFalse(denied.message().contains(text), "the session is a secret");
        });
        ks = null;
        assertEquals(Reason.PROFILE, denied());
    }

    @Test
    void admitsSessionsThatMayViewTheEntryAndSharesNothing() {
        policy = new Policy(OWNER, SESSIONS);
        for (String privileges : List.of(
                "sview:0_clip",
                "sview:*",
                "*",
                "sview:0_a/0_clip",
                "sview:*,iprestrict:10.0.0.1/192.0.2.1",
                "sview:*,urirestrict:" + TARGET,
                "sview:*,urirestrict:/p/*|x",
                "sview:*,urirestrict:x|*")) {
            for (String text :
                    List.of(KS.may(privileges).v1(), KS.may(privileges).v2())) {
                ks = text;
                assertEquals(new Grant(false, 4102444800_000L, true, OWNER), admitted(), privileges);
            }
        }
    }

    @Test
    void saysTheFirstReasonInKalturasOrder() {
        policy = new Policy(OWNER, SESSIONS);
        SessionWriter all = SessionWriter.of("other-secret").partner("200").may("iprestrict:10.0.0.1,urirestrict:/x");
        ks = all.until(1).v2();
        assertEquals(Reason.SESSION_EXPIRED, denied());
        ks = all.v2();
        assertEquals(Reason.SESSION_PARTNER, denied());
        ks = KS.may("iprestrict:10.0.0.1,urirestrict:/x").v2();
        assertEquals(Reason.SESSION_ADDRESS, denied());
        ks = KS.may("urirestrict:/x").v2();
        assertEquals(Reason.SESSION_URL, denied());
    }

    @Test
    void acceptsTheBatchAccountForEveryAccount() {
        policy = new Policy(OWNER, SESSIONS);
        accounts.put("-1", partner("-1", "batch"));
        ks = SessionWriter.of("batch").partner("-1").admin().v2();
        admitted();
    }

    @Test
    void skipsEveryRuleForAnAdministrator() {
        policy = new Policy(
                OWNER,
                profile(true, List.of("kaltura.com"), List.of("x"), List.of("10.0.0.0/8"), List.of("192.0.2.0/24")));
        ks = KS.admin().v2();
        assertFalse(admitted().shared());
        ks = new SessionWriter("100", "s3cret", 4102444800L, 1, "", "").v1();
        admitted();
    }

    @Test
    void neverTakesTheAccountOfTheUrlForTheEntrys() {
        // the caller writes the URL: were the account in it the entry's, each account's sessions would do
        policy = new Policy(null, SESSIONS);
        ks = SessionWriter.of("other-secret").partner("200").may("*").v2();
        assertEquals(Reason.SESSION_PARTNER, deniedBy(EntryRef.entry("200", "0_clip")));
        ks = KS.may("*").v2();
        assertTrue(gate().admit(entry(), EntryRef.entry("200", "0_clip"), credentials(), caller)
                .succeeded());
    }

    @Test
    void ignoresASessionWhereAProfileRestrictsNothing() {
        policy = new Policy(OWNER, profile(false, List.of(), List.of(), List.of(), List.of()));
        for (String text : List.of("garbage!!", KS.until(1).v1(), KS.v2())) {
            ks = text;
            assertEquals(new Grant(true, Long.MAX_VALUE, true, OWNER), admitted(), text);
        }
    }

    @Test
    void checksASessionWithoutAProfileWhereItsAccountIsKnown() {
        for (Policy without : List.of(Policy.NONE, new Policy(OWNER, null))) {
            policy = without;
            ks = KS.until(1).v1();
            assertEquals(Reason.SESSION_EXPIRED, denied());
            ks = SessionWriter.of("wrong").v2();
            assertEquals(Reason.SESSION_UNREADABLE, denied());
            ks = "garbage!!";
            assertEquals(Reason.SESSION_UNREADABLE, denied());
            ks = KS.may("iprestrict:10.0.0.1").v2();
            assertEquals(Reason.SESSION_ADDRESS, denied());
            ks = KS.may("urirestrict:/x").v2();
            assertEquals(Reason.SESSION_URL, denied());
            // whose session it is matters to rules only
            ks = SessionWriter.of("other-secret").partner("200").v2();
            assertEquals(new Grant(false, 4102444800_000L, true, OWNER), admitted());
            ks = KS.widget().v2();
            assertFalse(admitted().shared());
        }
    }

    @Test
    void ignoresASessionThatNobodyCanCheck() {
        for (Partner unable : new Partner[] {null, partner("100"), partner("100", ""), partner("100", " ")}) {
            accounts.clear();
            policy = new Policy(unable, null);
            for (String text : List.of(
                    "garbage!!",
                    KS.until(1).v1(),
                    SessionWriter.of("").v2(),
                    SessionWriter.of(" ").v1())) {
                ks = text;
                assertEquals(new Grant(true, Long.MAX_VALUE, true, unable), admitted(), text);
            }
            policy = new Policy(unable, SESSIONS);
            ks = SessionWriter.of("").may("*").v2();
            assertEquals(Reason.SESSION_UNREADABLE, denied());
        }
    }

    @Test
    void showsAnEntryOnItsSitesOnly() {
        policy = new Policy(
                OWNER, profile(false, List.of("kaltura.com", "bücher.example"), List.of(), List.of(), List.of()));
        for (String page : List.of("https://www.kaltura.com/x", "https://xn--bcher-kva.example/")) {
            caller = caller("192.0.2.1", TARGET, page);
            assertFalse(admitted().shared());
        }
        for (String page :
                new String[] {null, "", "https://kaltura.com.evil.org/", "http://evil.org/kaltura.com", "garbage"}) {
            caller = caller("192.0.2.1", TARGET, page);
            assertEquals(Reason.PROFILE, denied(), page);
        }
        referrer = "http://kaltura.com/x"; // stands for the header
        admitted();
        referrer = "http://evil.org/";
        caller = caller("192.0.2.1", TARGET, "https://kaltura.com/");
        assertEquals(Reason.PROFILE, denied());
        referrer = "";
        admitted();
        config = new AccessConfig(false, List.of(), List.of("evil.org"), List.of());
        referrer = "http://www.evil.org/";
        admitted();
    }

    @Test
    void hidesAnEntryFromDeniedSites() {
        policy = new Policy(OWNER, profile(false, List.of(), List.of("evil.org", "a b"), List.of(), List.of()));
        config = new AccessConfig(false, List.of(), List.of("evil.org"), List.of()); // is for allowed sites only
        for (String page : new String[] {null, "", "https://kaltura.com/", "https://notevil.org/"}) {
            caller = caller("192.0.2.1", TARGET, page);
            assertFalse(admitted().shared());
        }
        caller = caller("192.0.2.1", TARGET, "https://www.EVIL.org./x");
        assertEquals(Reason.PROFILE, denied());
        policy = new Policy(OWNER, profile(false, List.of("org"), List.of("evil.org"), List.of(), List.of()));
        assertEquals(Reason.PROFILE, denied());
    }

    @Test
    void showsAnEntryToItsAddressesOnly() {
        policy = new Policy(
                OWNER,
                profile(
                        false,
                        List.of(),
                        List.of(),
                        List.of("192.0.2.0/24", "2001:db8::/32", "x"),
                        List.of("192.0.2.7")));
        for (String address : List.of("192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1")) {
            caller = caller(address, TARGET, null);
            assertFalse(admitted().shared());
        }
        for (String address : List.of("192.0.2.7", "::ffff:192.0.2.7", "192.0.3.1", "2001:db9::1", "10.0.0.1")) {
            caller = caller(address, TARGET, null);
            assertEquals(Reason.PROFILE, denied(), address);
        }
        policy = new Policy(OWNER, profile(false, List.of(), List.of(), List.of("999.0.0.0/8", "host"), List.of()));
        assertEquals(Reason.PROFILE, denied());
        policy = new Policy(
                OWNER, profile(false, List.of(), List.of(), List.of(), List.of("999.0.0.0/8", "10.0.0.0/8")));
        assertEquals(Reason.PROFILE, denied());
    }

    @Test
    void forbidsFramesWhereOneOfTheTwoDoes() {
        Partner noFrames = new Partner(
                "100",
                "",
                Partner.Status.ACTIVE,
                List.of(),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                true,
                false);
        AccessProfile stills =
                new AccessProfile("p", "100", "", false, List.of(), List.of(), List.of(), List.of(), true);
        policy = new Policy(noFrames, null);
        assertEquals(new Grant(true, Long.MAX_VALUE, false, noFrames), admitted());
        policy = new Policy(OWNER, stills);
        assertEquals(new Grant(true, Long.MAX_VALUE, false, OWNER), admitted());
    }

    @Test
    void asksForASignatureWhereTheAccountOrTheServerDoes() {
        config = new AccessConfig(false, List.of(KEY), List.of(), List.of());
        admitted();
        policy = new Policy(signedOnly(), null);
        assertEquals(Reason.SIGNATURE, denied());
        policy = Policy.NONE;
        accounts.put("100", signedOnly());
        assertEquals(Reason.SIGNATURE, denied());
        Instant end = NOW.plusSeconds(60);
        caller = caller("192.0.2.1", new UrlSigner(List.of(KEY)).sign(TARGET, end, null), null);
        assertEquals(new Grant(true, end.toEpochMilli(), true, signedOnly()), admitted());
        accounts.clear();
        config = new AccessConfig(true, List.of(KEY), List.of(), List.of());
        assertNull(admitted().partner());
        caller = caller("192.0.2.1", TARGET, null);
        assertEquals(Reason.SIGNATURE, denied());
    }

    @Test
    void refusesABadSignatureAlsoWhereNoneIsNeeded() {
        config = new AccessConfig(false, List.of(KEY), List.of(), List.of());
        UrlSigner signer = new UrlSigner(List.of(KEY));
        for (String target : List.of(
                TARGET + "?signature=k.x", signer.sign(TARGET, NOW, null), signer.sign(TARGET, null, null) + "x")) {
            caller = caller("192.0.2.1", target, null);
            assertEquals(Reason.SIGNATURE, denied(), target);
        }
    }

    @Test
    void keepsTheRulesOfAProfileForSignedUrlsAndEndsWithTheFirst() {
        config = new AccessConfig(false, List.of(KEY), List.of(), List.of());
        caller = caller("192.0.2.1", new UrlSigner(List.of(KEY)).sign(TARGET, NOW.plusSeconds(60), null), null);
        policy = new Policy(OWNER, SESSIONS);
        assertEquals(Reason.PROFILE, denied());
        ks = KS.may("*").v2();
        assertEquals(new Grant(false, NOW.plusSeconds(60).toEpochMilli(), true, OWNER), admitted());
        ks = KS.may("*").until(NOW.getEpochSecond() + 30).v2();
        assertEquals(NOW.plusSeconds(30).toEpochMilli(), admitted().untilMillis());
    }

    @Test
    void coversNoFormByAUrlRestriction() {
        policy = new Policy(OWNER, SESSIONS);
        ks = KS.may("*,urirestrict:*").v2();
        admitted();
        caller = new Caller(caller.address(), TARGET, null, false);
        assertEquals(Reason.SESSION_URL, denied());
        ks = KS.may("*").v2();
        admitted();
    }

    @Test
    void looksUpTheAccountOfASessionOnlyWhereItIsAnother() {
        List<String> asked = new ArrayList<>();
        policy = new Policy(OWNER, SESSIONS);
        ks = KS.may("*").v2();
        Partners watched = id -> {
            asked.add(id);
            return partners.partner(id);
        };
        new PolicyGate(config, watched, clock()).admit(entry(), ref(), credentials(), caller);
        assertEquals(List.of(), asked);
        ks = SessionWriter.of("other-secret").partner("200").v2();
        new PolicyGate(config, watched, clock()).admit(entry(), ref(), credentials(), caller);
        assertEquals(List.of("200"), asked);
    }

    @Test
    void showsNoSecretInAnyText() {
        String text = KEY + " " + new AccessConfig(false, List.of(KEY), List.of(), List.of()) + OWNER
                + new Credentials(KS.v1(), null) + SessionToken.read(KS.v2()).flatMap(t -> t.open(List.of("s3cret")));
        for (String secret : List.of(KEY.secret(), "s3cret", KS.v1(), "bob")) {
            assertFalse(text.contains(secret), text);
        }
    }

    private Grant admitted() {
        Future<Grant> grant = gate().admit(entry(), ref(), credentials(), caller);
        assertTrue(grant.succeeded(), () -> "refused: " + grant.cause());
        return grant.result();
    }

    private Failure failure() {
        Future<Grant> grant = gate().admit(entry(), ref(), credentials(), caller);
        assertTrue(grant.failed(), () -> "admitted: " + grant.result());
        return assertInstanceOf(PictureException.class, grant.cause()).failure();
    }

    private Reason denied() {
        return assertInstanceOf(Denied.class, failure()).reason();
    }

    private Reason deniedBy(EntryRef ref) {
        Future<Grant> grant = gate().admit(entry(), ref, credentials(), caller);
        return assertInstanceOf(Denied.class, ((PictureException) grant.cause()).failure())
                .reason();
    }

    private PolicyGate gate() {
        return new PolicyGate(config, partners, clock());
    }

    private static InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    private Credentials credentials() {
        return new Credentials(ks, referrer);
    }

    private Entry entry() {
        return new Entry() {
            @Override
            public String id() {
                return "0_clip";
            }

            @Override
            public Policy policy() {
                return policy;
            }

            @Override
            public Future<Medium> medium(MediaQuery query) {
                throw new AssertionError("the gate needs no medium");
            }
        };
    }

    private static EntryRef ref() {
        return EntryRef.entry("100", "0_clip");
    }

    private static Caller caller(String address, String target, @Nullable String referer) {
        return new Caller(AddressLiteral.parse(address).orElseThrow(), target, referer, true);
    }

    private static Partner partner(String id, String... secrets) {
        return new Partner(
                id,
                "",
                Partner.Status.ACTIVE,
                List.of(secrets),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                false);
    }

    private static Partner signedOnly() {
        return new Partner(
                "100",
                "",
                Partner.Status.ACTIVE,
                List.of(),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                true);
    }

    private static AccessProfile profile(
            boolean session,
            List<String> sites,
            List<String> notSites,
            List<String> addresses,
            List<String> notAddresses) {
        return new AccessProfile("p", "100", "", session, sites, notSites, addresses, notAddresses, false);
    }
}
