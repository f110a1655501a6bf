package io.posterframe.config;

import io.posterframe.cache.CacheConfig;
import io.posterframe.catalog.CatalogConfig;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.delivery.DeliveryConfig;
import io.posterframe.dialect.kaltura.KalturaConfig;
import io.posterframe.http.HeaderConfig;
import io.posterframe.http.ServerConfig;
import io.posterframe.origin.OriginConfig;
import io.posterframe.picture.Doc;
import io.posterframe.picture.PictureConfig;
import io.posterframe.render.RenderConfig;
import java.nio.file.Path;

/**
 * All options: each component is one option or one section, in the order of the documents written from it. A new section
 * is one component here and one argument in {@link #DEFAULTS}.
 */
public record Settings(
        @Doc("The folder where pictures are kept over a restart. It is made when it is missing.") Path data,
        @Doc("Where the server listens, and how much it takes from a client.") ServerConfig server,
        @Doc("What browsers and CDNs are told about keeping pictures, in Cache-Control.") HeaderConfig headers,
        @Doc("Where entries come from besides the database, which is asked first: the folder, then the lookup service, then the templates.") CatalogConfig catalog,
        @Doc("Where media may come from and how it is read.") OriginConfig origin,
        @Doc("What may be made, and what an entry shows when the request names no moment.") PictureConfig picture,
        @Doc("What a Kaltura thumbnail URL means where it says nothing.") KalturaConfig kaltura,
        @Doc("How old a picture may be that is served while its video has changed or can't be asked.")
                DeliveryConfig delivery,
        @Doc("How many pictures are kept, and for how long failures are remembered.") CacheConfig cache,
        @Doc("The worker processes that decode.") RenderConfig render,
        @Doc("Where accounts, entries and what belongs to them are kept.") DatabaseConfig database) {

    public static final Settings DEFAULTS = new Settings(
            Path.of("data"),
            ServerConfig.DEFAULTS,
            HeaderConfig.DEFAULTS,
            CatalogConfig.DEFAULTS,
            OriginConfig.DEFAULTS,
            PictureConfig.DEFAULTS,
            KalturaConfig.DEFAULTS,
            DeliveryConfig.DEFAULTS,
            CacheConfig.DEFAULTS,
            RenderConfig.DEFAULTS,
            DatabaseConfig.DEFAULTS);

    /** The same with another data folder. */
    public Settings withData(Path other) {
        return new Settings(
                other, server, headers, catalog, origin, picture, kaltura, delivery, cache, render, database);
    }

    /** The same with another catalog. */
    public Settings withCatalog(CatalogConfig other) {
        return new Settings(data, server, headers, other, origin, picture, kaltura, delivery, cache, render, database);
    }

    /** Whether there is nothing that could hold an entry, and no way to get one in. */
    public boolean servesNothing() {
        return catalog.isEmpty() && database.isOwn();
    }
}
