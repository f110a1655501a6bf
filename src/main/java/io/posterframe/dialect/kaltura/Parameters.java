package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Failure.BadParameter;
import io.posterframe.picture.PictureException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, decoded and merged: the path beats the query string and a form beats both; within each
 * the last of several equal names counts. Names and values are read as PHP's {@code parse_str} does, except that an
 * array ({@code name[]}) is ignored.
 */
final class Parameters {
    /** The most names that the path, the query string or the form may hold, known or not. */
    static final int MAX_PAIRS = 128;

    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);

    private Parameters() {}

    /**
     * Reads all sources of a request.
     *
     * @param pathPairs name/value/name/value..., decoded once; a last name without a slash after it is dropped
     * @param rawQuery  what follows the question mark
     * @param rawForm   a body of type application/x-www-form-urlencoded
     * @throws PictureException {@link BadParameter} for too many parameters or too long a value
     */
    static Parameters read(String pathPairs, @Nullable String rawQuery, @Nullable String rawForm) {
        Parameters parameters = new Parameters();
        parameters.addForm(rawQuery);
        parameters.addPath(pathPairs);
        parameters.addForm(rawForm);
        return parameters;
    }

    /** The value without a {@code .jpg}, {@code .gif} or {@code .png} at its end; null when not given. */
    @Nullable
    String text(Parameter parameter) {
        String value = values.get(parameter);
        if (value != null && (value.endsWith(".jpg") || value.endsWith(".gif") || value.endsWith(".png"))) {
            return value.substring(0, value.length() - 4);
        }
        return value;
    }

    /** The value as it was sent, decoded; null when not given. */
    @Nullable
    String whole(Parameter parameter) {
        return values.get(parameter);
    }

    /** Kaltura's reading of an id: null when not given, empty or {@code 0}. */
    @Nullable
    String id(Parameter parameter) {
        String value = text(parameter);
        return value == null || value.isEmpty() || value.equals("0") ? null : value;
    }

    /** The value's leading number, brought into the range, 0 for text; {@code unset} when not given. */
    int integer(Parameter parameter, int min, int max, int unset) {
        String value = text(parameter);
        return value == null ? unset : Math.max(min, Math.min(max, PhpNumber.integer(value)));
    }

    /** The value's leading number, brought into the range, 0 for text; {@code unset} when not given. */
    double real(Parameter parameter, double min, double max, double unset) {
        String value = text(parameter);
        return value == null ? unset : Math.max(min, Math.min(max, PhpNumber.real(value)));
    }

    /** A refusal of this parameter; {@code rule} says what is allowed and goes to the client. */
    static PictureException bad(Parameter parameter, String rule) {
        return new PictureException(new BadParameter(parameter.urlName(), parameter.urlName() + " " + rule));
    }

    private void addPath(String pairs) {
        int start = 0;
        for (int count = 0; ; count++) {
            int nameEnd = pairs.indexOf('/', start);
            if (nameEnd < 0) {
                return;
            }
            int valueEnd = pairs.indexOf('/', nameEnd + 1);
            int end = valueEnd < 0 ? pairs.length() : valueEnd;
            put(pairs.substring(start, nameEnd), pairs, nameEnd + 1, end, count);
            if (valueEnd < 0) {
                return;
            }
            start = valueEnd + 1;
        }
    }

    private void addForm(@Nullable String form) {
        if (form == null || form.isEmpty()) {
            return;
        }
        int start = 0;
        for (int count = 0; start <= form.length(); count++) {
            int next = form.indexOf('&', start);
            int end = next < 0 ? form.length() : next;
            int equals = form.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            put(form.substring(start, nameEnd), form, Math.min(nameEnd + 1, end), end, count);
            start = end + 1;
        }
    }

    private void put(String rawName, String source, int valueStart, int valueEnd, int count) {
        if (count == MAX_PAIRS) {
            throw new PictureException(
                    new BadParameter("parameters", "at most " + MAX_PAIRS + " parameters are allowed"));
        }
        Parameter parameter = Parameter.named(name(rawName));
        if (parameter == null) {
            return;
        }
        String value = UrlText.form(source.substring(valueStart, valueEnd));
        if (value.length() > parameter.maxLength()) {
            throw bad(parameter, "can have at most " + parameter.maxLength() + " characters");
        }
        values.put(parameter, value);
    }

    /** PHP drops spaces in front of a name and turns dots and other spaces into underscores. */
    private static String name(String rawName) {
        String name = UrlText.form(rawName);
        if (name.indexOf(' ') < 0 && name.indexOf('.') < 0) {
            return name;
        }
        int first = 0;
        while (first < name.length() && name.charAt(first) == ' ') {
            first++;
        }
        return name.substring(first).replace('.', '_').replace(' ', '_');
    }
}
