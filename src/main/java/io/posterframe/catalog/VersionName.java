package io.posterframe.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a version's file without its extension: {@code photo.v3} is version 3 of {@code photo}.
 *
 * @param of     the name of what it is a version of
 * @param number 1 to {@link Poster.Version#MAX}
 */
record VersionName(String of, int number) {
    private static final Pattern FORM = Pattern.compile("(.+)\\.v([1-9][0-9]{0,7})", Pattern.DOTALL);

    /** Empty for a name of another form, and for a number that has zeros in front or is too large. */
    static Optional<VersionName> parse(String name) {
        Matcher form = FORM.matcher(name);
        return form.matches()
                ? Optional.of(new VersionName(form.group(1), Integer.parseInt(form.group(2))))
                        .filter(version -> version.number <= Poster.Version.MAX)
                : Optional.empty();
    }

    static String of(String name, int number) {
        return name + ".v" + number;
    }
}
