package io.posterframe.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holders of secret keys, found by them. Each key is compared in a time that doesn't tell how much of it is right. */
public final class SecretKeys<T> {
    private final List<Holder<T>> holders;

    private record Holder<T>(byte[] key, T holder) {}

    /** @param key no two holders have the same */
    public SecretKeys(Collection<T> holders, Function<T, String> key) {
        this.holders = holders.stream()
                .map(holder -> new Holder<>(key.apply(holder).getBytes(StandardCharsets.UTF_8), holder))
                .toList();
    }

    /** @param sent any text */
    public Optional<T> find(String sent) {
        byte[] key = sent.getBytes(StandardCharsets.UTF_8);
        Optional<T> found = Optional.empty();
        for (Holder<T> known : holders) {
            if (MessageDigest.isEqual(known.key, key)) {
                found = Optional.of(known.holder);
            }
        }
        return found;
    }
}
