package io.posterframe.dialect.photoframe;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which form a reply is written.
 *
 * @param style XML, or one of the forms of JSON
 * @param name  of the variable or the function; empty for a style without one
 */
record ResponseForm(Style style, String name) {
    static final ResponseForm XML = new ResponseForm(Style.XML, "");

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final int LONGEST_NAME = 128;

    enum Style {
        XML("text/xml; charset=utf-8"),
        RAW("application/json; charset=utf-8"),
        VARIABLE("text/javascript; charset=utf-8"),
        CALLBACK("text/javascript; charset=utf-8");

        private final String contentType;

        Style(String contentType) {
            this.contentType = contentType;
        }
    }

    String contentType() {
        return style.contentType;
    }

    /** @throws ApiException invalid_input, for a format or a name that can't be */
    static ResponseForm of(Parameters parameters) {
        String format = parameters.text("format");
        if (format == null || format.equalsIgnoreCase("xml")) {
            return XML;
        }
        if (!format.equalsIgnoreCase("json")) {
            throw ApiException.badInput("format", "must be xml or json");
        }
        if (parameters.has("raw")) {
            return new ResponseForm(Style.RAW, "");
        }
        String callback = name(parameters, "callback", FUNCTION);
        if (callback != null) {
            return new ResponseForm(Style.CALLBACK, callback);
        }
        String variable = name(parameters, "varname", VARIABLE);
        return new ResponseForm(Style.VARIABLE, variable == null ? "visual" : variable);
    }

    /** A reply runs as a script on somebody's page, so that nothing but a name may come into it. */
    private static @Nullable String name(Parameters parameters, String parameter, Pattern allowed) {
        String name = parameters.text(parameter);
        if (name != null
                && (name.length() > LONGEST_NAME || !allowed.matcher(name).matches())) {
            throw ApiException.badInput(parameter, "must be a name: letters, digits, _ and $, up to " + LONGEST_NAME);
        }
        return name;
    }
}
