package io.posterframe.dialect.photoframe;

import io.posterframe.access.Caller;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls and consumers for tests, and signatures made as a client makes them. */
final class Calls {
    static final String KEY = "571156-cuQla8tP5tzjf70znIwS";
    static final String SECRET = "u5pHMUpV8wB7LxwieAnrexE8CkzoZTVs6G626KKqfPVqFp0TxT";
    static final String SITE = "http://videos.example.com";

    private Calls() {}

    static Caller caller() {
        return new Caller(InetAddress.getLoopbackAddress(), "/", null, true);
    }

    static Call get(String query, String authorization) {
        return call("GET", query, "", null, authorization);
    }

    static Call post(String form, String authorization) {
        return call("POST", "", form, null, authorization);
    }

    static Call call(
            String verb, String query, String form, @Nullable List<Parameter> multipart, String authorization) {
        return new Call(
                ApiMethod.FRAME,
                verb,
                SITE,
                "/api/photo/frame",
                query,
                form,
                multipart,
                authorization.isEmpty() ? null : authorization,
                caller());
    }

    static PhotoConfig config(AccessToken... tokens) {
        return config(List.of(), tokens);
    }

    static PhotoConfig config(List<ApiMethod> disabledForTheConsumer, AccessToken... tokens) {
        PhotoConfig defaults = PhotoConfig.DEFAULTS;
        return new PhotoConfig(
                true,
                List.of(),
                true,
                "",
                defaults.defaultWidth(),
                defaults.defaultHeight(),
                defaults.quality(),
                defaults.maxAge(),
                defaults.timestampTolerance(),
                List.of(new Consumer(KEY, SECRET, Optional.of("100"), disabledForTheConsumer, List.of(tokens))));
    }

    static AccessToken token(Level level) {
        return new AccessToken(
                "token-of-" + level.word(), "secret-of-" + level.word() + "-level", level, Optional.of("7"));
    }

    /** An Authorization header for a call of {@link #SITE}. */
    static String signed(String verb, String path, List<Parameter> covered, AccessToken token, String nonce, long now) {
        List<Parameter> fields = new ArrayList<>(List.of(
                new Parameter("oauth_consumer_key", KEY),
                new Parameter("oauth_token", token.token()),
                new Parameter("oauth_signature_method", "HMAC-SHA1"),
                new Parameter("oauth_timestamp", Long.toString(now)),
                new Parameter("oauth_nonce", nonce),
                new Parameter("oauth_version", "1.0")));
        List<Parameter> all = new ArrayList<>(covered);
        all.addAll(fields);
        String base = SignatureBase.of(verb, SITE + path, all);
        fields.add(new Parameter("oauth_signature", SignatureBase.sign(base, SECRET, token.secret())));
        StringBuilder header = new StringBuilder("OAuth realm=\"" + SITE + "\"");
        fields.forEach(field -> header.append(", ")
                .append(field.name())
                .append("=\"")
                .append(SignatureBase.encoded(field.value()))
                .append('"'));
        return header.toString();
    }
}
