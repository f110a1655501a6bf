package io.posterframe.dialect.capture;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens as VideoSDK makes them: a JWT (RFC 7519) signed by HS256 with the secret of its {@code apikey}, version 2, of
 * the role {@code crawler}. Nothing that a token says counts before its signature has been found good, but the name of
 * the key. Its permissions are about joining a room, and don't count here.
 */
final class TokenCheck {
    /** The vendor's have some 300 characters. */
    private static final int LONGEST = 4096;

    private static final String BEARER = "bearer ";
    private static final int VERSION = 2;
    private static final String ROLE = "crawler";
    private static final String WRONG = "It must be a JWT, signed by HS256 with the secret of its apikey.";

    private final Function<String, Future<Optional<String>>> secrets;
    private final Duration leeway;
    private final Clock clock;

    /** @param secrets by apikey; fails with a PictureException */
    TokenCheck(Function<String, Future<Optional<String>>> secrets, Duration leeway, Clock clock) {
        this.secrets = secrets;
        this.leeway = leeway;
        this.clock = clock;
    }

    /**
     * Fails, or throws, an ApiException that says why it isn't good.
     *
     * @param authorization the whole header, which is the token and nothing else; null for none
     */
    Future<CaptureToken> check(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw ApiException.noToken("Send it in the Authorization header.");
        }
        String token = authorization.strip();
        if (token.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw ApiException.wrongToken("Send it in the Authorization header as it is, without the prefix Bearer.");
        }
        if (token.length() > LONGEST) {
            throw ApiException.wrongToken("It has more than " + LONGEST + " characters.");
        }
        String apikey = signer(token);
        return secrets.apply(apikey).map(secret -> {
            DecodedJWT verified = verified(token, secret.orElseThrow(() -> ApiException.wrongToken(WRONG)));
            return permitted(verified, apikey);
        });
    }

    /** The name of the key; not to be believed before the signature was checked. */
    private static String signer(String token) {
        try {
            String apikey = JWT.decode(token).getClaim("apikey").asString();
            if (apikey != null) {
                return apikey;
            }
        } catch (RuntimeException e) {
            // a stranger's text makes the library fail in more ways than it declares, as a header that is null
            throw ApiException.wrongToken(WRONG);
        }
        throw ApiException.wrongToken(WRONG);
    }

    private DecodedJWT verified(String token, String secret) {
        try {
            JWTVerifier.BaseVerification rules = (JWTVerifier.BaseVerification)
                    JWT.require(Algorithm.HMAC256(secret)).acceptLeeway(leeway.toSeconds());
            return rules.build(clock).verify(token);
        } catch (TokenExpiredException e) {
            throw ApiException.untimelyToken("It has expired.");
        } catch (IncorrectClaimException e) {
            throw ApiException.untimelyToken("It is not valid yet, by its " + e.getClaimName() + ".");
        } catch (RuntimeException e) {
            throw ApiException.wrongToken(WRONG);
        }
    }

    private static CaptureToken permitted(DecodedJWT token, String apikey) {
        Double version = token.getClaim("version").asDouble();
        if (version == null || version != VERSION) {
            throw ApiException.forbidden("Unauthorised access to V2 API, please provide valid payload version.");
        }
        if (!words(token.getClaim("roles")).contains(ROLE)) {
            throw ApiException.forbidden("Your role must be a CRAWLER in token payload to use V2 API.");
        }
        Claim room = token.getClaim("roomId");
        String roomId = room.asString();
        if (roomId == null && !room.isMissing() && !room.isNull()) {
            throw ApiException.forbidden("The roomId in the token's payload must be a text.");
        }
        return new CaptureToken(apikey, roomId);
    }

    private static List<String> words(Claim claim) {
        try {
            List<String> words = claim.asList(String.class);
            return words == null ? List.of() : words;
        } catch (JWTVerificationException e) {
            return List.of();
        }
    }
}
