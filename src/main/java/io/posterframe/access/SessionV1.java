package io.posterframe.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The first form: {@code hash|info}. The info is {@code partner;pattern;expiry;type;random;user;privileges;...} in the
 * clear, of which at least three fields are there; the hash is SHA-1 of a secret and the info, in hex.
 *
 * <p>Whoever has one such hash can compute that of the same info with bytes behind it, without the secret. Between the two
 * there is SHA-1's padding, a byte 0x80 and zeros, which is no UTF-8: so what isn't UTF-8 is refused.
 */
record SessionV1(byte[] hash, String info) implements SessionToken {
    private static final int HASH_LENGTH = 40;
    private static final int FEWEST_FIELDS = 3;

    static Optional<SessionToken> read(byte[] bytes) {
        if (bytes.length <= HASH_LENGTH || bytes[HASH_LENGTH] != '|') {
            return Optional.empty();
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, HASH_LENGTH + 1, bytes.length - HASH_LENGTH - 1);
            String info = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
            String[] fields = info.split(";", -1);
            boolean readable = fields.length >= FEWEST_FIELDS
                    && PARTNER_ID.matcher(fields[0]).matches();
            byte[] hash = Arrays.copyOf(bytes, HASH_LENGTH);
            return readable ? Optional.of(new SessionV1(hash, info)) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String partnerId() {
        return field(0);
    }

    @Override
    public Optional<Session> open(List<String> secrets) {
        boolean signed = false;
        for (String secret : secrets) {
            String expected = HexFormat.of().formatHex(SessionToken.sha1(SessionToken.utf8(secret + info)));
            signed |= MessageDigest.isEqual(SessionToken.utf8(expected), hash);
        }
        return signed ? Optional.of(session()) : Optional.empty();
    }

    private Session session() {
        return new Session(
                partnerId(),
                SessionToken.number(field(2)),
                (int) Math.min(SessionToken.number(field(3)), Integer.MAX_VALUE),
                field(5),
                Privileges.parse(field(6)));
    }

    private String field(int index) {
        String[] fields = info.split(";", -1);
        return index < fields.length ? fields[index] : "";
    }
}
