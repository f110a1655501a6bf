package io.posterframe.dialect.photoframe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** One name and value of a request, decoded. */
public record Parameter(String name, String value) {

    /**
     * Reads a query or a form, in its order.
     *
     * @throws ApiException invalid_input, when its encoding is broken
     */
    static List<Parameter> list(String encoded) {
        try {
            return Stream.of(encoded.split("&"))
                    .filter(pair -> !pair.isEmpty())
                    .map(Parameter::of)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiException.badInput("the request", "has a broken percent-encoding");
        }
    }

    private static Parameter of(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        return new Parameter(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The value alone is not shown: it may be a token. */
    @Override
    public String toString() {
        return name;
    }
}
