package io.posterframe.http;

import io.posterframe.dialect.photoframe.Redemption;
import io.posterframe.dialect.photoframe.TextReply;
import io.posterframe.upload.Received;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** Files of the 23 Video API: {@code /api/photo/redeem-upload-token}. On the request's event loop. */
final class PhotoUploadRoute implements Handler<RoutingContext> {
    private final Redemption redemption;
    private final Uploads uploads;
    private final AnswerWriter writer;

    PhotoUploadRoute(Redemption redemption, Uploads uploads, AnswerWriter writer) {
        this.redemption = redemption;
        this.uploads = uploads;
        this.writer = writer;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpMethod method = request.method();
        if (method == HttpMethod.OPTIONS) {
            Preflight.answer(request.response(), PhotoRoute.METHODS);
        } else if (method == HttpMethod.GET) {
            redemption.test(fields(request.params())).onSuccess(reply -> PhotoRoute.write(request, reply));
        } else if (method == HttpMethod.POST) {
            request.pause();
            take(request).onComplete(done -> {
                TextReply reply = done.succeeded() ? done.result() : redemption.refusal(done.cause());
                answer(routing, reply);
            });
        } else {
            request.response().putHeader(Fields.ALLOW, PhotoRoute.METHODS);
            writer.plain(request, 405, "this method is not allowed here; " + PhotoRoute.METHODS + " are");
        }
    }

    private Future<TextReply> take(HttpServerRequest request) {
        Map<String, String> query = fields(request.params());
        return redemption
                .sender(query)
                .compose(sender -> MultipartForm.receive(request, sender, uploads))
                .compose(form -> {
                    Received file = form.file();
                    if (file == null) {
                        return Future.failedFuture(Redemption.noFile());
                    }
                    Map<String, String> fields = fields(form.fields());
                    // an empty field is as good as none
                    fields.remove(Redemption.TOKEN, "");
                    fields.putIfAbsent(Redemption.TOKEN, query.getOrDefault(Redemption.TOKEN, ""));
                    return redemption
                            .admit(fields)
                            .transform(admitted -> admitted.succeeded()
                                    ? redemption.take(admitted.result(), file)
                                    : uploads.drop(file).transform(dropped -> Future.failedFuture(admitted.cause())));
                });
    }

    private static Map<String, String> fields(MultiMap given) {
        Map<String, String> fields = new HashMap<>();
        given.forEach((name, value) -> fields.putIfAbsent(name, value));
        return fields;
    }

    private static void answer(RoutingContext routing, TextReply reply) {
        HttpServerRequest request = routing.request();
        RefusedBody.around(routing, () -> PhotoRoute.write(request, reply));
    }
}
