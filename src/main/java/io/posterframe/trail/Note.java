package io.posterframe.trail;

/** What may be noted of a stage, by the names of OpenTelemetry's semantic conventions where these have one. */
public enum Note {
    METHOD("http.request.method"),
    ROUTE("http.route"),
    STATUS("http.response.status_code"),
    /** How many tries there were before this. */
    RESENDS("http.request.resend_count"),
    PATH("url.path"),
    QUERY("url.query"),
    URL("url.full"),
    SERVER("server.address"),
    PORT("server.port"),
    PROTOCOL("network.protocol.version"),
    CLIENT("client.address"),
    AGENT("user_agent.original"),
    REQUEST_ID("posterframe.request_id"),
    /** As the access log has it. */
    CACHE("posterframe.cache"),
    ENGINE("posterframe.engine");

    private final String key;

    Note(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
