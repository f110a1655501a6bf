package io.posterframe.admin;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.util.List;

/**
 * Who may use the admin API, and where it listens.
 *
 * @param tokens each at least 16 characters; several, so that one can be replaced by another
 * @param host   empty for the server's own listener
 */
public record AdminConfig(
        @Doc(
                        "The admin API is on when there is a token here: whoever sends one of them as a bearer token may do everything. "
                                + "Each has at least 16 characters.")
                List<String> tokens,
        @Doc("The address of a listener of the API's own. Empty to answer it beside the pictures.") String host,
        @Doc("The port of that listener; 0 for any that is free.") @Range(min = 0, max = 65_535) int port,
        @Doc("Imports at once; one more is refused.") @Range(min = 1, max = 16) int imports) {
    private static final int MIN_TOKEN = 16;

    public static final AdminConfig DEFAULTS = new AdminConfig(List.of(), "", 0, 2);

    public AdminConfig {
        tokens = List.copyOf(tokens);
        if (tokens.stream().anyMatch(token -> token.length() < MIN_TOKEN || !token.matches("[!-~]+"))) {
            throw new IllegalArgumentException(
                    "tokens must be of " + MIN_TOKEN + " characters or more each, printable ASCII without spaces");
        }
        if (host.isEmpty() && port != 0) {
            throw new IllegalArgumentException("port is that of a listener of the API's own, which needs a host too");
        }
    }

    /** Whether anybody may use it. */
    public boolean isOn() {
        return !tokens.isEmpty();
    }

    public boolean hasOwnListener() {
        return isOn() && !host.isEmpty();
    }

    /** Without the tokens, so that they don't get into a log. */
    @Override
    public String toString() {
        return "AdminConfig[" + tokens.size() + " tokens, " + host + ":" + port + "]";
    }
}
