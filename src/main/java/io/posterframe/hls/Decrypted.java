package io.posterframe.hls;

import io.posterframe.hls.Encryption.Method;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * The plain bytes of an encrypted part, from any offset: in CBC each block needs the one before it only, in counter mode
 * its number.
 */
final class Decrypted implements PartBytes {
    private static final int BLOCK = 16;

    private final PartBytes coded;
    private final Encryption encryption;
    private final SecretKey key;
    private final long size;

    /**
     * Reads the end of a part that is padded, to learn how long it is.
     *
     * @param encryption with an IV
     * @throws io.posterframe.picture.PictureException Undecodable when it was not encrypted like this
     */
    Decrypted(PartBytes coded, Encryption encryption, SecretKey key) {
        this.coded = coded;
        this.encryption = encryption;
        this.key = key;
        this.size = encryption.method() == Method.AES_256_CTR ? coded.size() : sizeWithoutPadding();
    }

    private long sizeWithoutPadding() {
        long padded = coded.size();
        if (padded < BLOCK || padded % BLOCK != 0) {
            throw notSo(padded + " bytes");
        }
        ByteBuffer last = plain(padded - BLOCK, BLOCK, 0);
        int padding = last.get(BLOCK - 1);
        boolean right = padding >= 1 && padding <= BLOCK;
        for (int i = BLOCK - 1; right && i >= BLOCK - padding; i--) {
            right = last.get(i) == padding;
        }
        if (!right) {
            throw notSo("wrong padding");
        }
        return padded - padding;
    }

    private static RuntimeException notSo(String detail) {
        return Refusal.undecodable("could not be decrypted with the key that its playlist names", detail);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer read(long offset, int length, long ahead) {
        int count = (int) Math.max(0, Math.min(length, size - offset));
        if (count == 0) {
            return ByteBuffer.allocate(0);
        }
        long first = offset / BLOCK * BLOCK;
        long end = Math.min(coded.size(), (offset + count + BLOCK - 1) / BLOCK * BLOCK);
        ByteBuffer blocks = plain(first, Math.toIntExact(end - first), ahead);
        return blocks.slice((int) (offset - first), count);
    }

    /** Whole blocks, but for the last one of counter mode. */
    private ByteBuffer plain(long first, int length, long ahead) {
        boolean chained = encryption.method() != Method.AES_256_CTR;
        boolean behindOther = chained && first > 0;
        ByteBuffer read =
                behindOther ? coded.read(first - BLOCK, length + BLOCK, ahead) : coded.read(first, length, ahead);
        byte[] iv = new byte[BLOCK];
        if (behindOther) {
            read.get(iv);
        } else {
            BigInteger start = Objects.requireNonNull(encryption.at(0).iv());
            iv = bytes(chained ? start : start.add(BigInteger.valueOf(first / BLOCK)));
        }
        if (read.remaining() < length) {
            throw notSo("it ends early");
        }
        try {
            Cipher cipher = Cipher.getInstance(encryption.method().transformation());
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
            ByteBuffer plain = ByteBuffer.allocate(length);
            cipher.doFinal(read, plain);
            return plain.flip();
        } catch (GeneralSecurityException e) {
            throw notSo(e.toString());
        }
    }

    /** The low 128 bits, the highest first. */
    private static byte[] bytes(BigInteger number) {
        byte[] all = number.toByteArray();
        byte[] bytes = new byte[BLOCK];
        int count = Math.min(BLOCK, all.length);
        System.arraycopy(all, all.length - count, bytes, BLOCK - count, count);
        return bytes;
    }

    @Override
    public void confirm() {
        coded.confirm();
    }

    @Override
    public void close() {
        coded.close();
    }
}
