package io.posterframe.admin;

import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One import, on the event loop of its request. Lines are gathered until there are enough of them, then the request is
 * paused until they are stored: at no time is there more than one batch and what came with its last line. Batches that were
 * stored stay when the client leaves in the middle.
 */
final class ImportStream {
    private static final Logger log = LoggerFactory.getLogger(ImportStream.class);

    private static final int BATCH_LINES = 500;
    private static final int BATCH_BYTES = 1 << 20;

    private final HttpServerRequest request;
    private final Function<List<Lines.Line>, Future<Batch.Stored>> store;
    private final Lines lines = new Lines(Imports.MAX_LINE, this::gather);
    private final ImportReport report = new ImportReport();
    private final Promise<ImportReport> done = Promise.promise();
    private List<Lines.Line> gathered = new ArrayList<>();
    private int bytes;

    ImportStream(HttpServerRequest request, Function<List<Lines.Line>, Future<Batch.Stored>> store) {
        this.request = request;
        this.store = store;
    }

    /** Ends when all is stored; fails when a batch can't be, or with what broke the request. */
    Future<ImportReport> run() {
        request.exceptionHandler(done::tryFail);
        request.handler(this::take);
        request.endHandler(end -> {
            lines.end();
            flush().onSuccess(stored -> done.tryComplete(report));
        });
        return done.future();
    }

    private void take(Buffer piece) {
        if (done.future().isComplete()) {
            return; // the answer is out; what still comes is not looked at
        }
        lines.take(piece);
        if (gathered.size() >= BATCH_LINES || bytes >= BATCH_BYTES) {
            request.pause();
            flush().onComplete(stored -> request.resume());
        }
    }

    private void gather(Lines.Line line) {
        if (line.text().length > 0 || line.tooLong()) {
            gathered.add(line);
            bytes += line.text().length;
        }
    }

    private Future<Void> flush() {
        if (gathered.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Lines.Line> batch = gathered;
        gathered = new ArrayList<>();
        bytes = 0;
        return store.apply(batch)
                .onSuccess(report::add)
                .onFailure(problem -> done.tryFail(stopped(problem, batch.get(0).number())))
                .mapEmpty();
    }

    /** Tells how far it came, since the batches before are stored. */
    private static Throwable stopped(Throwable problem, long line) {
        String before = "; the lines before line " + line + " are stored";
        if (problem instanceof Problem known) {
            return new Problem(known.type(), known.getMessage() + before);
        }
        if (problem instanceof PictureException) {
            log.warn("admin: an import stopped at line {}: {}", line, problem.getMessage());
            return new Problem(ProblemType.DATABASE, "the database failed" + before);
        }
        return problem;
    }
}
