package io.posterframe.dialect.photoframe;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Writes replies that are no pictures. All values are strings, as in the API. */
final class ApiReply {
    private ApiReply() {}

    /**
     * A reply with one item.
     *
     * @param name what JSON calls the item; XML has its fields as they are
     */
    static String item(
            ResponseForm form,
            ApiMethod method,
            Level level,
            String message,
            String domain,
            String name,
            Map<String, String> item) {
        if (form.style() == ResponseForm.Style.XML) {
            StringBuilder xml = new StringBuilder("<response");
            attribute(xml, "status", "ok");
            attribute(xml, "permission_level", level.word());
            attribute(xml, "message", message);
            attribute(xml, "cached", "0");
            xml.append(">");
            item.forEach((field, value) -> {
                xml.append("\n  <").append(field).append('>');
                escape(xml, value);
                xml.append("</").append(field).append('>');
            });
            return xml.append("\n</response>").toString();
        }
        JsonObject fields = new JsonObject();
        item.forEach(fields::put);
        JsonObject site = new JsonObject()
                .put("domain", domain)
                .put("product_key", "")
                .put("site_id", "")
                .put("site_name", domain);
        return script(
                form,
                new JsonObject()
                        .put("status", "ok")
                        .put("message", message)
                        .put("permission_level", level.word())
                        .put("cached", "0")
                        .put(name, fields)
                        .put("p", "1")
                        .put("size", "1")
                        .put("site", site)
                        .put("endpoint", method.path()));
    }

    static String error(ResponseForm form, ApiMethod method, Level level, ApiError error) {
        if (form.style() == ResponseForm.Style.XML) {
            StringBuilder xml = new StringBuilder("<response");
            attribute(xml, "status", "error");
            attribute(xml, "permission_level", level.word());
            attribute(xml, "code", error.code());
            attribute(xml, "message", error.message());
            return xml.append("/>").toString();
        }
        return script(
                form,
                new JsonObject()
                        .put("status", "error")
                        .put("message", error.message())
                        .put("code", error.code())
                        .put("permission_level", level.word())
                        .put("endpoint", method.path()));
    }

    private static String script(ResponseForm form, JsonObject object) {
        // what would end a script element, and what older engines take for an end of line
        String json = object.encode()
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
        return switch (form.style()) {
            case CALLBACK -> form.name() + "(" + json + ");";
            case VARIABLE -> "var " + form.name() + " = " + json + ";";
            case RAW, XML -> json;
        };
    }

    private static void attribute(StringBuilder xml, String name, String value) {
        xml.append(' ').append(name).append("=\"");
        escape(xml, value);
        xml.append('"');
    }

    /** Characters that XML 1.0 can't hold become U+FFFD. */
    private static void escape(StringBuilder xml, String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\t', '\n', '\r' -> xml.append("&#").append(point).append(';');
                default -> xml.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
    }

    private static boolean isXml(int point) {
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return point >= 0x20 && !surrogate && point != 0xFFFE && point != 0xFFFF;
    }
}
