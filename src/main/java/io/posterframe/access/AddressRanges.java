package io.posterframe.access;

import io.posterframe.address.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Ranges of addresses, of which one must fit. What is no range is left out. */
record AddressRanges(List<AddressRange> ranges) {

    static AddressRanges of(List<String> texts) {
        return new AddressRanges(
                texts.stream().flatMap(text -> range(text).stream()).toList());
    }

    boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    private static Optional<AddressRange> range(String text) {
        try {
            return Optional.of(AddressRange.parse(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
