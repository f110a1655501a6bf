package io.posterframe.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes Kaltura sessions as an account's own server does.
 *
 * @param expirySeconds seconds since 1970
 * @param privileges    {@code name:value,name}
 */
public record SessionWriter(
        String partnerId, String secret, long expirySeconds, int type, String user, String privileges) {

    /** A user's session of account 100 until the year 2100. */
    public static SessionWriter of(String secret) {
        return new SessionWriter("100", secret, 4102444800L, 0, "bob", "");
    }

    public SessionWriter partner(String other) {
        return new SessionWriter(other, secret, expirySeconds, type, user, privileges);
    }

    public SessionWriter until(long seconds) {
        return new SessionWriter(partnerId, secret, seconds, type, user, privileges);
    }

    public SessionWriter admin() {
        return new SessionWriter(partnerId, secret, expirySeconds, 2, user, privileges);
    }

    /** An anonymous one, as a widget gets it. */
    public SessionWriter widget() {
        return new SessionWriter(partnerId, secret, expirySeconds, 0, "", "view:*,widget:1");
    }

    public SessionWriter may(String other) {
        return new SessionWriter(partnerId, secret, expirySeconds, type, user, other);
    }

    public String v1() {
        return v1("123.5");
    }

    String v1(String random) {
        return signed(String.join(
                ";", partnerId, partnerId, "" + expirySeconds, "" + type, random, user, privileges, "", ""));
    }

    /** A session of the first form around any info. */
    String signed(String info) {
        String hash = HexFormat.of().formatHex(SessionToken.sha1(SessionToken.utf8(secret + info)));
        return Base64.getEncoder().encodeToString(SessionToken.utf8(hash + "|" + info));
    }

    public String v2() {
        StringBuilder fields = new StringBuilder();
        for (String privilege : privileges.isEmpty() ? List.<String>of() : List.of(privileges.split(","))) {
            String[] parts = (privilege.equals("*") ? "all:*" : privilege).split(":", 2);
            fields.append(parts[0])
                    .append('=')
                    .append(encoded(parts.length < 2 ? "" : parts[1]))
                    .append('&');
        }
        fields.append("_e=")
                .append(expirySeconds)
                .append("&_t=")
                .append(type)
                .append("&_u=")
                .append(encoded(user));
        return sealed(SessionToken.utf8(fields.toString()));
    }

    /** A session of the second form around any fields. */
    String sealed(byte[] fields) {
        byte[] rest = new byte[16 + fields.length];
        Arrays.fill(rest, 0, 16, (byte) 7);
        System.arraycopy(fields, 0, rest, 16, fields.length);
        byte[] plain = Arrays.copyOf(SessionToken.sha1(rest), (20 + rest.length + 15) / 16 * 16);
        System.arraycopy(rest, 0, plain, 20, rest.length);
        byte[] head = SessionToken.utf8("v2|" + partnerId + "|");
        byte[] body = encrypted(plain);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return Base64.getUrlEncoder().encodeToString(whole);
    }

    private byte[] encrypted(byte[] plain) {
        try {
            byte[] key = Arrays.copyOf(SessionToken.sha1(SessionToken.utf8(secret)), 16);
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
