package io.posterframe.config;

import io.posterframe.catalog.CatalogConfig;
import io.posterframe.picture.Doc;
import java.nio.file.Path;

/**
 * All options: each component is one option or one section, in the order of the documents written from it. A new section
 * is one component here and one argument in {@link #DEFAULTS}.
 *
 * @param data    the folder of the disk cache; {@code data} by default
 * @param catalog where entries come from
 */
public record Settings(
        @Doc("The folder where pictures are kept over a restart. It is made when it is missing.") Path data,
        @Doc("Where entries come from: the folder first, then the templates.") CatalogConfig catalog) {

    public static final Settings DEFAULTS = new Settings(Path.of("data"), CatalogConfig.DEFAULTS);
}
