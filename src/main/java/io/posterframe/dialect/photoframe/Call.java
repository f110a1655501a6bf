package io.posterframe.dialect.photoframe;

import io.posterframe.access.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API, as HTTP brought it.
 *
 * @param verb          the HTTP method; all but POST say what they want in the query
 * @param origin        scheme and authority by which the client came: {@code http://host[:port]}
 * @param rawPath       still encoded
 * @param query         still encoded, may be empty
 * @param form          the form's fields
 * @param multipart     whether the form is one that signatures don't cover
 * @param authorization the Authorization header, or null
 */
public record Call(
        ApiMethod method,
        String verb,
        String origin,
        String rawPath,
        String query,
        List<Parameter> form,
        boolean multipart,
        @Nullable String authorization,
        Caller caller) {

    /** A query or a form of type application/x-www-form-urlencoded. */
    public static List<Parameter> pairs(String encoded) {
        return Parameter.list(encoded);
    }

    boolean post() {
        return verb.equals("POST");
    }

    /** What the request says: a POST in its form alone. */
    List<Parameter> said() {
        return post() ? form : Parameter.list(query);
    }

    /** What a signature covers besides its own fields: the query even where it says nothing (RFC 5849, 3.4.1.3). */
    List<Parameter> covered() {
        List<Parameter> covered = new ArrayList<>(Parameter.list(query));
        if (!multipart) {
            covered.addAll(form);
        }
        return covered;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Call[" + verb + " " + method.path() + "]";
    }
}
