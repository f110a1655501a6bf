package io.posterframe.config;

import io.posterframe.access.AccessConfig;
import io.posterframe.access.LimitsConfig;
import io.posterframe.admin.AdminConfig;
import io.posterframe.archive.ArchiveConfig;
import io.posterframe.cache.CacheConfig;
import io.posterframe.cache.SharedCacheConfig;
import io.posterframe.catalog.CatalogConfig;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.delivery.DeliveryConfig;
import io.posterframe.dialect.capture.CaptureConfig;
import io.posterframe.dialect.frames.FramesConfig;
import io.posterframe.dialect.kaltura.KalturaConfig;
import io.posterframe.dialect.photoframe.PhotoConfig;
import io.posterframe.dialect.tasks.TasksConfig;
import io.posterframe.fleet.PurgeConfig;
import io.posterframe.hls.HlsConfig;
import io.posterframe.http.HeaderConfig;
import io.posterframe.http.ServerConfig;
import io.posterframe.job.JobConfig;
import io.posterframe.origin.OriginConfig;
import io.posterframe.picture.Doc;
import io.posterframe.picture.PictureConfig;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.RenderConfig;
import io.posterframe.trace.TracingConfig;
import io.posterframe.upload.UploadConfig;
import java.nio.file.Path;

/**
 * All options: each component is one option or one section, in the order of the documents written from it. A new section
 * is one component here and one argument in {@link #DEFAULTS}.
 */
public record Settings(
        @Doc("The folder where everything is kept over a restart. It is made when it is missing.") Path data,
        @Doc("Where the server listens, and how much it takes from a client.") ServerConfig server,
        @Doc("What browsers and CDNs are told about keeping pictures, in Cache-Control.") HeaderConfig headers,
        @Doc("Where entries come from, besides the database.") CatalogConfig catalog,
        @Doc("Where accounts, entries and what belongs to them are kept.") DatabaseConfig database,
        @Doc("The admin API, by which accounts and entries are written.") AdminConfig admin,
        @Doc("Who may have pictures, besides what accounts and access profiles say.") AccessConfig access,
        @Doc("How often the server may be asked. A limit is off at 0 requests a second.") LimitsConfig limits,
        @Doc("What may be uploaded, how much of it, and for how long it is kept.") UploadConfig uploads,
        @Doc("Where media may come from and how it is read.") OriginConfig origin,
        @Doc("How HLS streams are read.") HlsConfig hls,
        @Doc("What may be made, and what an entry shows when the request names no moment.") PictureConfig picture,
        @Doc("What a Kaltura thumbnail URL means where it says nothing.") KalturaConfig kaltura,
        @Doc("The frame API of 23 Video: what it means where a request says nothing, and who may use it.")
                PhotoConfig photo,
        @Doc("The HLS capture API of VideoSDK: who may use it, and how long its pictures are kept.")
                CaptureConfig capture,
        @Doc("The frame extractions of Cloudglue: who may use them.") FramesConfig frames,
        @Doc("The extract-frames API of Memories.ai: who may use it, and what its frames are like.") TasksConfig tasks,
        @Doc("Where long jobs keep the frames that they cut from a video.") ArchiveConfig archive,
        @Doc("Jobs that cut whole videos into frames: how much of them at once, and for how long they are kept.")
                JobConfig jobs,
        @Doc("How old a picture may be that is served while its video has changed or can't be asked.")
                DeliveryConfig delivery,
        @Doc("How many pictures are kept, and for how long failures are remembered.") CacheConfig cache,
        @Doc("A bucket that several servers share as the last tier of their caches.") SharedCacheConfig sharedCache,
        @Doc("Who may purge pictures by their URLs, and for how long purges are told apart.") PurgeConfig purge,
        @Doc("What decodes videos.") DecodeConfig decode,
        @Doc("The worker processes that decode.") RenderConfig render,
        @Doc("Traces of requests by OpenTelemetry.") TracingConfig tracing) {

    public static final Settings DEFAULTS = new Settings(
            Path.of("data"),
            ServerConfig.DEFAULTS,
            HeaderConfig.DEFAULTS,
            CatalogConfig.DEFAULTS,
            DatabaseConfig.DEFAULTS,
            AdminConfig.DEFAULTS,
            AccessConfig.DEFAULTS,
            LimitsConfig.DEFAULTS,
            UploadConfig.DEFAULTS,
            OriginConfig.DEFAULTS,
            HlsConfig.DEFAULTS,
            PictureConfig.DEFAULTS,
            KalturaConfig.DEFAULTS,
            PhotoConfig.DEFAULTS,
            CaptureConfig.DEFAULTS,
            FramesConfig.DEFAULTS,
            TasksConfig.DEFAULTS,
            ArchiveConfig.DEFAULTS,
            JobConfig.DEFAULTS,
            DeliveryConfig.DEFAULTS,
            CacheConfig.DEFAULTS,
            SharedCacheConfig.DEFAULTS,
            PurgeConfig.DEFAULTS,
            DecodeConfig.DEFAULTS,
            RenderConfig.DEFAULTS,
            TracingConfig.DEFAULTS);

    public Settings {
        if (sharedCache.isOn() && sharedCache.maxAge().compareTo(purge.keep()) > 0) {
            throw new IllegalArgumentException("shared-cache.max-age must not be longer than purge.keep, after which"
                    + " nobody knows any more what of the bucket was purged");
        }
    }

    /** The same with another data folder. */
    public Settings withData(Path other) {
        return with(other, catalog);
    }

    /** The same with another catalog. */
    public Settings withCatalog(CatalogConfig other) {
        return with(data, other);
    }

    private Settings with(Path otherData, CatalogConfig otherCatalog) {
        return new Settings(
                otherData,
                server,
                headers,
                otherCatalog,
                database,
                admin,
                access,
                limits,
                uploads,
                origin,
                hls,
                picture,
                kaltura,
                photo,
                capture,
                frames,
                tasks,
                archive,
                jobs,
                delivery,
                cache,
                sharedCache,
                purge,
                decode,
                render,
                tracing);
    }

    /** Whether there is nothing that could hold an entry, and no way to get one in. */
    public boolean servesNothing() {
        return catalog.isEmpty() && database.isOwn() && !admin.isOn() && !frames.isUsable() && !tasks.isUsable();
    }
}
