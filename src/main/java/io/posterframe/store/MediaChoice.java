package io.posterframe.store;

import io.posterframe.catalog.Poster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of an entry's flavors and stored images is used. Pure. */
final class MediaChoice {
    /** The highest bitrate, an unknown one being the lowest; of equal ones the first id. */
    private static final Comparator<Flavor> BEST = Comparator.comparing(
                    (Flavor flavor) -> flavor.bitrateKbps().orElse(0))
            .thenComparing(Flavor::id, Comparator.reverseOrder());

    private MediaChoice() {}

    /**
     * The flavor that frames are taken of where none is named (spec, section 7): the best that is meant for thumbnails,
     * else the original if it is for playing, else the best that was not kept as a mere copy, else the original.
     */
    static Optional<Flavor> flavor(List<Flavor> flavors) {
        Predicate<Flavor> original = tagged("source");
        return best(flavors, tagged("thumbsource"))
                .or(() -> best(flavors, original.and(tagged("mbr").or(tagged("web")))))
                .or(() -> best(flavors, tagged("save_source").negate()))
                .or(() -> best(flavors, original))
                .or(() -> best(flavors, any -> true));
    }

    private static Predicate<Flavor> tagged(String tag) {
        return flavor -> flavor.tags().contains(tag);
    }

    private static Optional<Flavor> best(List<Flavor> flavors, Predicate<Flavor> fits) {
        return flavors.stream().filter(fits).max(BEST);
    }

    /** The stored image that is asked for, empty for none; version 100000 stands for the current one too. */
    static Optional<Thumbnail> thumbnail(List<Thumbnail> thumbnails, Poster wanted) {
        Optional<Thumbnail> current =
                thumbnails.stream().filter(Thumbnail::current).findFirst();
        if (wanted instanceof Poster.Nearest box) {
            List<Thumbnail> sized = thumbnails.stream()
                    .filter(image -> image.width().isPresent() && image.height().isPresent())
                    .sorted(Comparator.comparing((Thumbnail image) -> !image.current())
                            .thenComparing(Thumbnail::version))
                    .toList();
            return box.nearest(sized, image -> image.width().getAsInt(), image -> image.height()
                            .getAsInt())
                    .or(() -> current);
        }
        int number = ((Poster.Version) wanted).number();
        Optional<Thumbnail> exact =
                thumbnails.stream().filter(image -> image.version() == number).findFirst();
        return exact.or(() -> number == 0 || number == Poster.Version.OR_CURRENT ? current : Optional.empty());
    }
}
