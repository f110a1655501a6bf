package io.posterframe.purge;

/** What has been purged on this server, by the time of its clock. Thread-safe; never blocks. */
public final class Purges {
    /** Of nothing, for good: the time of a purge that never was. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Marks hard;
    private final Marks soft;

    /** @param most how many names of each kind of purge are told apart; beyond, the older ones count for everything */
    public Purges(int most) {
        hard = new Marks(most);
        soft = new Marks(most);
    }

    /** @param atMillis what was made or checked then or before is meant */
    public void apply(Purge purge, long atMillis) {
        Marks marks = purge.soft() ? soft : hard;
        purge.names().forEach(name -> marks.mark(name, atMillis));
    }

    /**
     * When the picture was last purged: one that was made then or before is not to be shown.
     *
     * @param key of the picture in the cache
     */
    public long purgedAt(Names names, String key) {
        return hard.latest(names, key);
    }

    /** When the picture was last doubted or purged: what was last checked then or before has to be checked again. */
    public long doubtedAt(Names names, String key) {
        return Math.max(hard.latest(names, key), soft.latest(names, key));
    }

    /** Puts purges that are older than this together into one of everything. */
    public void mergeBefore(long millis) {
        hard.mergeBefore(millis);
        soft.mergeBefore(millis);
    }

    /** How many names are told apart. */
    public int marks() {
        return hard.size() + soft.size();
    }
}
