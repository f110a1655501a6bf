package io.posterframe.dialect.photoframe;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells who signed a request by OAuth 1.0a with HMAC-SHA1 (RFC 5849). Safe on every thread; never blocks.
 *
 * <p>A wrong key, a wrong token and a wrong signature are told apart neither in the answer nor in the time that it takes:
 * for an unknown one a signature is worked out with a secret that nobody has.
 */
final class OAuth {
    private static final int LONGEST_NONCE = 128;
    private static final String NOBODYS_SECRET = "-";

    private final Map<String, Consumer> consumers;
    private final PhotoConfig config;
    private final Nonces nonces;
    private final InstantSource clock;

    OAuth(PhotoConfig config, Nonces nonces, InstantSource clock) {
        this.consumers = config.consumers().stream().collect(Collectors.toMap(Consumer::key, Function.identity()));
        this.config = config;
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * Who calls; nobody where the request isn't signed.
     *
     * @return fails with an ApiException, invalid_signature, or with a PictureException
     */
    Future<Identity> identify(Call call) {
        Optional<OAuthFields> given = OAuthFields.of(call);
        if (given.isEmpty()) {
            return Future.succeededFuture(Identity.NOBODY);
        }
        OAuthFields fields = given.get();
        checkMethod(fields);
        long second = second(fields);
        String nonce = nonce(fields);
        Identity identity = identity(call, url(call), fields);
        String key = String.valueOf(fields.get("consumer_key"));
        String token = fields.get("token") == null ? "" : String.valueOf(fields.get("token"));
        return nonces.first(key, token, second, nonce)
                .compose(first -> first
                        ? Future.succeededFuture(identity)
                        : Future.failedFuture(refused("The oauth_nonce has been used before")));
    }

    /** What the signature covers as the request's address. */
    private String url(Call call) {
        try {
            String origin = config.siteUrl().isEmpty() ? call.origin() : config.siteUrl();
            return SiteAddress.parse(origin).origin() + call.rawPath();
        } catch (IllegalArgumentException e) {
            throw ApiException.badInput("Host", "is no host name");
        }
    }

    private static void checkMethod(OAuthFields fields) {
        if (!"HMAC-SHA1".equals(fields.get("signature_method"))) {
            throw refused("The oauth_signature_method must be HMAC-SHA1");
        }
        String version = fields.get("version");
        if (version != null && !version.equals("1.0")) {
            throw refused("The oauth_version must be 1.0");
        }
    }

    private long second(OAuthFields fields) {
        String timestamp = fields.get("timestamp");
        if (timestamp == null || !timestamp.matches("[0-9]{1,12}")) {
            throw refused("The oauth_timestamp must be in seconds since 1970");
        }
        long second = Long.parseLong(timestamp);
        long apart = Math.abs(clock.millis() / 1000 - second);
        if (apart > config.timestampTolerance().toSeconds()) {
            throw refused("The oauth_timestamp is " + apart + " s from the server's clock, more than "
                    + config.timestampTolerance().toSeconds());
        }
        return second;
    }

    private static String nonce(OAuthFields fields) {
        String nonce = fields.get("nonce");
        boolean fine = nonce != null
                && !nonce.isEmpty()
                && nonce.length() <= LONGEST_NONCE
                && nonce.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (!fine) {
            throw refused("The oauth_nonce must have 1 to " + LONGEST_NONCE + " ASCII characters");
        }
        return String.valueOf(nonce);
    }

    private Identity identity(Call call, String url, OAuthFields fields) {
        Consumer consumer = consumers.get(String.valueOf(fields.get("consumer_key")));
        String sent = fields.get("token");
        boolean without = sent == null || sent.isEmpty();
        AccessToken token = consumer == null || without ? null : token(consumer, String.valueOf(sent));
        boolean known = consumer != null && (without || token != null);
        String expected = SignatureBase.sign(
                SignatureBase.of(call.verb(), url, fields.signed()),
                consumer == null ? NOBODYS_SECRET : consumer.secret(),
                token == null ? "" : token.secret());
        boolean right = HmacSha1.same(expected, fields.signature());
        if (!known || !right) {
            throw refused("Key, token or signature is wrong, or the signature covers another request");
        }
        return token == null
                ? new Identity(consumer, Level.NONE, null)
                : new Identity(consumer, token.level(), token.userId().orElse(null));
    }

    private static @Nullable AccessToken token(Consumer consumer, String sent) {
        AccessToken found = null;
        for (AccessToken token : consumer.tokens()) {
            if (HmacSha1.same(token.token(), sent)) {
                found = token;
            }
        }
        return found;
    }

    private static ApiException refused(String why) {
        return ApiException.denied(ApiError.invalidSignature(why));
    }
}
