package io.posterframe.catalog;

import io.vertx.core.Future;

/** An entry that a catalog knows. Safe to use from every thread; never blocks its caller. */
public interface Entry {

    /** Its own id: of an entry that was found by a widget, not the widget's. */
    String id();

    /** What its owner says of it. */
    Policy policy();

    /**
     * The medium that a picture is made of. Fails with a {@link io.posterframe.picture.PictureException}: EntryDeleted,
     * NoSuchFlavor, NoSuchVersion, SourceMissing for an entry without any medium, or what kept the catalog from looking.
     */
    Future<Medium> medium(MediaQuery query);
}
