package io.posterframe.http;

import io.posterframe.access.RateLimits;
import io.posterframe.access.TrustedProxies;
import io.posterframe.admin.AdminApi;
import io.posterframe.dialect.capture.CaptureApi;
import io.posterframe.dialect.frames.FramesApi;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.dialect.photoframe.PhotoApi;
import io.posterframe.dialect.tasks.TasksApi;
import io.posterframe.upload.Uploads;
import java.util.function.Supplier;

/**
 * What the server's routes lead to.
 *
 * @param proxies     whose word is taken for a client's address
 * @param purge       the PURGE method
 * @param metricsPage the Prometheus page; may take milliseconds
 */
public record Services(
        Thumbnails thumbnails,
        PhotoApi photo,
        CaptureApi capture,
        FramesApi frames,
        TasksApi tasks,
        Uploads uploads,
        AdminApi admin,
        TrustedProxies proxies,
        RateLimits limits,
        PurgeMethod purge,
        Supplier<String> metricsPage) {}
