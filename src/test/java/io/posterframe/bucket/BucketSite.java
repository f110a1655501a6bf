package io.posterframe.bucket;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store on 127.0.0.1 that talks as S3 does, path style, with one bucket in memory. It checks each request's signature,
 * lists and deletes at most 1,000 objects at once, and can misbehave.
 */
public final class BucketSite implements AutoCloseable {
    public static final String BUCKET = "some-bucket";
    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public enum Fault {
        /** Never answers. */
        HANG,
        /** Sends half of an object and closes the connection. */
        CUT_OFF,
        /** Knows no ranges. */
        NO_RANGES,
        /** Begins a byte late, and says so. */
        WRONG_RANGE,
        /** Answers all that follows, and says so. */
        MORE,
        /** Says of the first key of a batch that it could not delete it. */
        KEEPS_ONE
    }

    private record Held(Buffer bytes, Instant written) {}

    /** What is done with the next requests: a status with an error code, or a fault. */
    private record Trouble(Predicate<HttpServerRequest> of, int status, String code, Set<Fault> faults, int[] times) {}

    private static final int AT_ONCE = 1000;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    private final HttpServer server;
    private final NavigableMap<String, Held> objects = new ConcurrentSkipListMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = new Trouble(request -> false, 0, "", Set.of(), new int[1]);

    public BucketSite(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    /** How to reach the bucket, with short times. */
    public BucketConfig config(String prefix) {
        return config(BUCKET, prefix, SECRET_KEY);
    }

    public BucketConfig config(String bucket, String prefix, String secret) {
        return new BucketConfig(
                bucket,
                "http://127.0.0.1:" + server.actualPort(),
                "eu-north-1",
                prefix,
                ACCESS_KEY,
                secret,
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    public Set<String> keys() {
        return new TreeSet<>(objects.keySet());
    }

    /** Somebody else's object. */
    public void put(String key) {
        put(key, new byte[] {'x'});
    }

    /** Another object in the place of this one. */
    public void put(String key, byte[] bytes) {
        objects.put(key, new Held(Buffer.buffer(bytes), Instant.now()));
    }

    /** What an object holds. */
    public byte[] object(String key) {
        return objects.get(key).bytes().getBytes();
    }

    /** Method and path of what came, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next requests of these are answered so. */
    public void fail(Predicate<HttpServerRequest> of, int times, int status, String code) {
        trouble = new Trouble(of, status, code, Set.of(), new int[] {times});
    }

    /** The next requests meet this. */
    public void fail(Fault fault, int times) {
        trouble = new Trouble(request -> true, 0, "", Set.of(fault), new int[] {times});
    }

    private synchronized Trouble next(HttpServerRequest request) {
        Trouble now = trouble;
        return now.of().test(request) && now.times()[0]-- > 0
                ? now
                : new Trouble(of -> false, 0, "", Set.of(), new int[1]);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        requests.add(request.method() + " " + request.path());
        Trouble now = next(request);
        String fault = Signature.fault(request, body, ACCESS_KEY, SECRET_KEY);
        String bucket = request.path().split("/")[1];
        if (now.faults().contains(Fault.HANG)) {
            return;
        }
        if (now.status() != 0) {
            refuse(request, now.status(), now.code());
        } else if (!fault.isEmpty()) {
            refuse(request, 403, fault);
        } else if (!bucket.equals(BUCKET)) {
            refuse(request, 404, "NoSuchBucket");
        } else if (request.path().length() > BUCKET.length() + 2) {
            object(request, body, request.path().substring(BUCKET.length() + 2), now.faults());
        } else if (request.method() == HttpMethod.GET && "2".equals(request.getParam("list-type"))) {
            list(request);
        } else if (request.method() == HttpMethod.POST && request.params().contains("delete")) {
            delete(request, body.toString(), now.faults().contains(Fault.KEEPS_ONE));
        } else {
            refuse(request, 405, "MethodNotAllowed");
        }
    }

    private void object(HttpServerRequest request, Buffer body, String key, Set<Fault> faults) {
        if (request.method() == HttpMethod.PUT) {
            objects.put(key, new Held(body, Instant.now()));
            request.response().end();
        } else if (request.method() == HttpMethod.DELETE) {
            objects.remove(key);
            request.response().setStatusCode(204).end();
        } else if (objects.containsKey(key)) {
            get(request, objects.get(key).bytes(), faults);
        } else {
            refuse(request, 404, "NoSuchKey");
        }
    }

    private static void get(HttpServerRequest request, Buffer bytes, Set<Fault> faults) {
        HttpServerResponse response = request.response();
        Matcher range = RANGE.matcher(String.valueOf(request.getHeader("Range")));
        if (!range.matches() && faults.contains(Fault.CUT_OFF)) {
            response.putHeader("Content-Length", String.valueOf(bytes.length()));
            cutOff(request, bytes);
            return;
        }
        if (!range.matches() || faults.contains(Fault.NO_RANGES)) {
            response.end(bytes);
            return;
        }
        long first = Long.parseLong(range.group(1)) + (faults.contains(Fault.WRONG_RANGE) ? 1 : 0);
        if (first >= bytes.length()) {
            refuse(request, 416, "InvalidRange");
            return;
        }
        long asked = faults.contains(Fault.MORE) ? Long.MAX_VALUE : Long.parseLong(range.group(2)) + 1;
        int end = (int) Math.min(bytes.length(), asked);
        Buffer part = bytes.getBuffer((int) first, end);
        response.setStatusCode(206)
                .putHeader("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + bytes.length())
                .putHeader("Content-Length", String.valueOf(part.length()));
        if (faults.contains(Fault.CUT_OFF)) {
            cutOff(request, part);
        } else {
            response.end(part);
        }
    }

    private static void cutOff(HttpServerRequest request, Buffer bytes) {
        request.response().write(bytes.getBuffer(0, bytes.length() / 2)).onComplete(written -> request.connection()
                .close());
    }

    private void list(HttpServerRequest request) {
        String prefix = request.getParam("prefix", "");
        String token = request.getParam("continuation-token");
        String after = token == null ? "" : new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        StringBuilder contents = new StringBuilder();
        String last = "";
        int count = 0;
        boolean more = false;
        for (var object : objects.tailMap(after, false).entrySet()) {
            if (object.getKey().startsWith(prefix)) {
                more = count == AT_ONCE;
                if (more) {
                    break;
                }
                last = object.getKey();
                contents.append("<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                        .formatted(
                                last,
                                object.getValue().written(),
                                object.getValue().bytes().length()));
                count++;
            }
        }
        String next = Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
        end(
                request.response(),
                "<ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                        .formatted(
                                more,
                                more ? "<NextContinuationToken>" + next + "</NextContinuationToken>" : "",
                                contents));
    }

    private void delete(HttpServerRequest request, String body, boolean keepsOne) {
        List<String> keys =
                KEY.matcher(body).results().map(match -> match.group(1)).toList();
        if (keys.size() > AT_ONCE || request.getHeader("Content-MD5") == null) {
            refuse(request, 400, keys.size() > AT_ONCE ? "MalformedXML" : "InvalidRequest");
            return;
        }
        keys.stream().skip(keepsOne ? 1 : 0).forEach(objects::remove);
        String error = "<Error><Key>" + keys.get(0) + "</Key><Code>AccessDenied</Code></Error>";
        end(request.response(), "<DeleteResult>" + (keepsOne ? error : "") + "</DeleteResult>");
    }

    private static void refuse(HttpServerRequest request, int status, String code) {
        end(
                request.response().setStatusCode(status),
                code.isEmpty() ? "" : "<Error><Code>" + code + "</Code><Message>so it is</Message></Error>");
    }

    private static void end(HttpServerResponse response, String xml) {
        response.putHeader("Content-Type", "application/xml").end(xml);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
