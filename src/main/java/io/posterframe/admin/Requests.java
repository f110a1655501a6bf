package io.posterframe.admin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is refused of a request before it is looked into. */
final class Requests {
    private Requests() {}

    /** Refuses every other method on a path; mounted behind those that are allowed. */
    static void only(Router router, String path, HttpMethod... methods) {
        String allowed = Stream.of(methods).map(HttpMethod::name).collect(Collectors.joining(", "));
        router.route(path).handler(routing -> {
            routing.response().putHeader(HttpHeaders.ALLOW, allowed);
            throw new Problem(ProblemType.METHOD, "the methods here are " + allowed);
        });
    }

    /** Refuses a body of another type, or one that is compressed. */
    static void takes(RoutingContext routing, Set<String> types) {
        String given = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String type = given == null ? "" : given.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!types.contains(type)) {
            throw new Problem(
                    ProblemType.MEDIA_TYPE,
                    "Content-Type must be " + types.stream().sorted().collect(Collectors.joining(" or ")));
        }
        String encoding = routing.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Problem(ProblemType.MEDIA_TYPE, "a body can't be compressed");
        }
    }

    /** Refuses a client that doesn't take JSON. */
    static void acceptsJson(RoutingContext routing) {
        List<MIMEHeader> accepted = routing.parsedHeaders().accept();
        boolean json = accepted.isEmpty()
                || accepted.stream()
                        .anyMatch(one -> one.weight() > 0
                                && Set.of("application", "*").contains(one.component())
                                && Set.of("json", "problem+json", "*").contains(one.subComponent()));
        if (!json) {
            throw new Problem(ProblemType.NOT_ACCEPTABLE, "answers are application/json");
        }
        routing.next();
    }

    static byte[] body(RoutingContext routing) {
        return routing.body().buffer() == null
                ? new byte[0]
                : routing.body().buffer().getBytes();
    }
}
