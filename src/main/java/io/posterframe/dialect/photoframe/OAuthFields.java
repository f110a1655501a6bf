package io.posterframe.dialect.photoframe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth fields of a request: in its Authorization header, else in its form or, of one that is no POST, in its query
 * (RFC 5849, 3.5).
 *
 * @param fields by name
 * @param signed all that the signature covers
 */
record OAuthFields(Map<String, String> fields, List<Parameter> signed) {
    private static final String SCHEME = "OAuth ";
    private static final String PREFIX = "oauth_";
    private static final String SIGNATURE = "oauth_signature";
    private static final Pattern PAIR = Pattern.compile("\\s*([\\w.%~-]+)\\s*=\\s*\"([^\"]*)\"\\s*(?:,|$)");

    /** Empty for a request that isn't signed. */
    static Optional<OAuthFields> of(Call call) {
        String header = call.authorization();
        List<Parameter> covered = call.covered();
        List<Parameter> fields;
        List<Parameter> signed = new ArrayList<>(covered);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            fields = header(header.substring(SCHEME.length()));
            signed.addAll(fields);
        } else if (call.multipart() != null) {
            return Optional.empty();
        } else {
            fields = call.said().stream()
                    .filter(parameter -> parameter.name().startsWith(PREFIX))
                    .toList();
        }
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> byName = new HashMap<>();
        for (Parameter field : fields) {
            if (byName.put(field.name(), field.value()) != null) {
                throw ApiException.denied(ApiError.invalidSignature(field.name() + " is there twice"));
            }
        }
        signed.removeIf(parameter -> parameter.name().equals(SIGNATURE));
        return Optional.of(new OAuthFields(byName, signed));
    }

    private static List<Parameter> header(String pairs) {
        List<Parameter> fields = new ArrayList<>();
        Matcher pair = PAIR.matcher(pairs);
        int end = 0;
        while (end < pairs.length() && pair.find(end) && pair.start() == end) {
            end = pair.end();
            // a plus is a plus here
            String plain = pair.group(1) + "=" + pair.group(2).replace("+", "%2B");
            Parameter field = Parameter.list(plain).get(0);
            if (!field.name().equalsIgnoreCase("realm")) {
                fields.add(field);
            }
        }
        if (end < pairs.length() || fields.isEmpty()) {
            throw ApiException.denied(ApiError.invalidSignature("The Authorization header can't be read"));
        }
        return fields;
    }

    /** The value of {@code oauth_...}; null when there is none. */
    @Nullable
    String get(String name) {
        return fields.get(PREFIX + name);
    }

    String signature() {
        return fields.getOrDefault(SIGNATURE, "");
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "OAuthFields" + fields.keySet();
    }
}
