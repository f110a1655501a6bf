package io.posterframe.bucket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 in the Authorization header, as the documentation of S3 has it ("sig-v4-header-based-auth"). */
final class Signature {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private Signature() {}

    /** Empty when the request is signed with this key, else the error code of S3. */
    static String fault(HttpServerRequest request, Buffer body, String accessKey, String secret) {
        Matcher said = AUTHORIZATION.matcher(String.valueOf(request.getHeader("Authorization")));
        if (!said.matches()) {
            return "AccessDenied";
        }
        if (!said.group(1).equals(accessKey)) {
            return "InvalidAccessKeyId";
        }
        String hash = String.valueOf(request.getHeader("x-amz-content-sha256"));
        boolean nothingToSign = hash.equals("UNSIGNED-PAYLOAD") && body.length() == 0;
        if (!nothingToSign && !hash.equals(sha256(body.getBytes()))) {
            return "XAmzContentSHA256Mismatch";
        }
        String scope = said.group(2) + "/" + said.group(3) + "/s3/aws4_request";
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                String.valueOf(request.getHeader("x-amz-date")),
                scope,
                sha256(canonical(request, said.group(4), hash).getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(said.group(5)) ? "" : "SignatureDoesNotMatch";
    }

    private static String canonical(HttpServerRequest request, String signed, String hash) {
        String query = request.query() == null ? "" : request.query();
        String parameters = Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                .sorted()
                .collect(Collectors.joining("&"));
        String headers = Stream.of(signed.split(";"))
                .map(name -> name.toLowerCase(Locale.ROOT) + ":"
                        + String.join(",", request.headers().getAll(name)).strip() + "\n")
                .collect(Collectors.joining());
        return String.join("\n", request.method().name(), request.path(), parameters, headers, signed, hash);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
