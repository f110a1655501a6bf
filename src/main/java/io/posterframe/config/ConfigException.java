package io.posterframe.config;

import java.util.List;

/** The configuration has mistakes, all of which are listed; each names its option, variable or flag. No stack trace. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> mistakes;

    public ConfigException(List<String> mistakes) {
        super(String.join("\n", mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** One line each. */
    public List<String> mistakes() {
        return mistakes;
    }
}
