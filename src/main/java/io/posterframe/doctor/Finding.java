package io.posterframe.doctor;

/**
 * One thing that a check found.
 *
 * @param what   what was looked at, in a word or two
 * @param detail what was found there, in one line; names no secret
 * @param advice what to do, with the option's name; empty when all is well
 */
public record Finding(Level level, String what, String detail, String advice) {
    public Finding {
        detail = detail.replaceAll("\\s+", " ").strip();
        if (advice.isEmpty() != (level == Level.OK)) {
            throw new IllegalArgumentException("advice is for what is not well, and for all of that: " + what);
        }
    }
}
