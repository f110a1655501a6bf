package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Ends a request of the admin API with an explanation. No stack trace: it is expected. */
final class Problem extends RuntimeException {
    private final transient ProblemType type;
    private final transient List<Mistake> mistakes;

    /** @param detail for the person who reads it; nothing secret */
    Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** @param mistakes all that were found */
    Problem(ProblemType type, String detail, List<Mistake> mistakes) {
        super(detail, null, false, false);
        this.type = type;
        this.mistakes = List.copyOf(mistakes);
    }

    static Problem fields(List<Mistake> mistakes) {
        return new Problem(
                ProblemType.FIELDS,
                mistakes.get(0) + (mistakes.size() == 1 ? "" : ", and " + (mistakes.size() - 1) + " more"),
                mistakes);
    }

    ProblemType type() {
        return type;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.uri());
        json.put("title", type.title());
        json.put("status", type.status());
        json.put("detail", getMessage());
        if (!mistakes.isEmpty()) {
            var errors = json.putArray("errors");
            mistakes.forEach(
                    mistake -> errors.addObject().put("field", mistake.field()).put("message", mistake.message()));
        }
        return json;
    }
}
