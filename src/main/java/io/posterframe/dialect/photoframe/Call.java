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
 * @param form          of type application/x-www-form-urlencoded, still encoded, may be empty
 * @param multipart     the fields of a multipart form, which signatures don't cover; null for none
 * @param authorization the Authorization header, or null
 */
public record Call(
        ApiMethod method,
        String verb,
        String origin,
        String rawPath,
        String query,
        String form,
        @Nullable List<Parameter> multipart,
        @Nullable String authorization,
        Caller caller) {

    /** What the request says: a POST in its form alone. */
    List<Parameter> said() {
        if (!verb.equals("POST")) {
            return Parameter.list(query);
        }
        return multipart != null ? multipart : Parameter.list(form);
    }

    /** What a signature covers besides its own fields: the query even where it says nothing (RFC 5849, 3.4.1.3). */
    List<Parameter> covered() {
        List<Parameter> covered = new ArrayList<>(Parameter.list(query));
        covered.addAll(Parameter.list(form));
        return covered;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Call[" + verb + " " + method.path() + "]";
    }
}
