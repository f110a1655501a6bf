package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What became of an import so far. For one thread. */
final class ImportReport {
    /**
     * What is wrong with a line.
     *
     * @param line counted from 1
     */
    record LineMistake(long line, Mistake mistake) {}

    /** The most mistakes that are told. */
    static final int MAX_MISTAKES = 100;

    private final List<LineMistake> mistakes = new ArrayList<>();
    private long imported;
    private long failed;

    void add(Batch.Stored stored) {
        imported += stored.imported();
        failed += stored.failed();
        stored.mistakes().stream().limit(MAX_MISTAKES - mistakes.size()).forEach(mistakes::add);
    }

    long imported() {
        return imported;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("imported", imported);
        json.put("failed", failed);
        ArrayNode errors = json.putArray("errors");
        mistakes.forEach(mistake -> errors.addObject()
                .put("line", mistake.line())
                .put("field", mistake.mistake().field())
                .put("message", mistake.mistake().message()));
        return json;
    }
}
