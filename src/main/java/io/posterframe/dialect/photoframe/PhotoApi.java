package io.posterframe.dialect.photoframe;

import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.picture.Failure;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;

/** The API's methods: a call in, a picture or one of the API's replies out. Safe on every thread; never blocks. */
public final class PhotoApi {
    private static final int OK = 200;

    /** A reply is data, whatever a browser thinks it looks like. */
    private static final Map<String, String> NO_SNIFFING = Map.of("X-Content-Type-Options", "nosniff");

    private final PhotoConfig config;
    private final OAuth oauth;
    private final Frames frames;

    PhotoApi(PhotoConfig config, OAuth oauth, Frames frames) {
        this.config = config;
        this.oauth = oauth;
        this.frames = frames;
    }

    /** Answers a call for a frame. */
    public Exchange frame(Call call) {
        Replies replies = new Replies(call);
        try {
            Parameters parameters = replies.read();
            checkSite(call);
            Future<Identity> allowed = oauth.identify(call).map(identity -> {
                replies.level = identity.level();
                checkConsumer(call, identity);
                return identity;
            });
            FrameRequest request = FrameRequest.of(parameters, config);
            Frames.Wait wait = frames.take(request, call.caller(), allowed);
            return new Exchange(wait.picture().map(Answer.class::cast).otherwise(replies::refusal), wait.leave());
        } catch (ApiException e) {
            return Exchange.done(replies.refusal(e));
        }
    }

    private void checkSite(Call call) {
        if (!config.enabled() || config.disabledMethods().contains(call.method())) {
            throw ApiException.denied(ApiError.disabled("this site"));
        }
    }

    private static void checkConsumer(Call call, Identity identity) {
        Consumer consumer = identity.consumer();
        if (consumer != null && consumer.disabledMethods().contains(call.method())) {
            throw ApiException.denied(ApiError.disabled("this consumer key"));
        }
    }

    /** How one call is replied to, as far as it has been understood. */
    private static final class Replies {
        private final Call call;
        private ResponseForm form = ResponseForm.XML;
        private volatile Level level = Level.NONE;

        private Replies(Call call) {
            this.call = call;
        }

        private Parameters read() {
            Parameters parameters = new Parameters(call.said());
            form = ResponseForm.of(parameters);
            return parameters;
        }

        private Answer refusal(Throwable cause) {
            ApiException known = ApiException.of(cause);
            return refusal(known.error(), known.failure());
        }

        private Answer refusal(ApiError error, Failure failure) {
            return new Answer.Refusal(
                    OK,
                    form.contentType(),
                    NO_SNIFFING,
                    ApiReply.error(form, call.method(), level, error),
                    Objects.requireNonNull(failure),
                    false,
                    false);
        }
    }
}
