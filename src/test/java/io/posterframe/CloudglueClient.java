package io.posterframe;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/**
 * The official client of Cloudglue from npm, pointed at a server of ours. This is the last version that npm has: it checks each
 * file that it is told of strictly, and has no methods for frames yet. Those calls go through its own connection, and the
 * replies are checked here as the vendor's OpenAPI file has them.
 */
final class CloudglueClient {
    private static final String PACKAGE = "@aviaryhq/cloudglue-js";
    private static final String VERSION = "0.1.0";

    private static final String SCRIPT =
            """
            import { readFileSync } from 'node:fs';
            import { setTimeout } from 'node:timers/promises';
            import { CloudGlue } from 'PACKAGE';
            import { z } from 'zod';

            const page = { total: z.number().int(), limit: z.number().int(), offset: z.number().int() };
            const bare = z.object({
              frame_extraction_id: z.string().uuid(),
              status: z.enum(['pending', 'processing', 'completed', 'failed']),
              created_at: z.number().gte(0),
              file_id: z.string().uuid(),
              frame_extraction_config: z.object({
                strategy: z.enum(['uniform']),
                uniform_config: z.object({
                  frames_per_second: z.number().gte(0.1).lte(30),
                  max_width: z.number().gte(64).lte(4096),
                }),
                thumbnails_config: z.object({ enable_frame_thumbnails: z.boolean() }),
                start_time_seconds: z.number().gte(0).optional(),
                end_time_seconds: z.number().gte(0).optional(),
              }).strict(),
              frame_count: z.number().gte(0).optional(),
            }).strict();
            const whole = bare.extend({
              data: z.object({
                object: z.literal('list'),
                frames: z.array(z.object({
                  id: z.string().uuid(),
                  timestamp: z.number(),
                  thumbnail_url: z.string().url().optional(),
                }).strict()),
                ...page,
              }).strict().optional(),
            }).strict();
            const list = z.object({ object: z.literal('list'), data: z.array(bare), ...page }).strict();

            const [baseUrl, apiKey, path] = process.argv.slice(1);
            const client = new CloudGlue({ baseUrl, apiKey });
            const http = client.files.api.axios;
            const said = {};

            const clip = new File([readFileSync(path)], 'clip.mp4', { type: 'video/mp4' });
            const id = (await client.files.uploadFile({ file: clip, metadata: { shot: 1 } })).data.id;
            said.file = await client.files.waitForReady(id);
            said.files = await client.files.listFiles({ limit: 10 });

            const config = { strategy: 'uniform', uniform_config: { frames_per_second: 2 } };
            let job = whole.parse((await http.post(`/files/${id}/frames`, config)).data);
            said.created = job;
            while (job.status === 'pending' || job.status === 'processing') {
              await setTimeout(100);
              job = whole.parse((await http.get(`/frames/${job.frame_extraction_id}`)).data);
            }
            said.completed = job;
            said.rest = whole.parse(
              (await http.get(`/frames/${job.frame_extraction_id}`, { params: { limit: 7, offset: 10 } })).data);
            said.list = list.parse((await http.get(`/files/${id}/frames`)).data);
            said.removed = (await http.delete(`/frames/${job.frame_extraction_id}`)).data;
            try {
              await http.get(`/frames/${job.frame_extraction_id}`);
            } catch (error) {
              said.error = error.statusCode + ' ' + error.message;
            }
            said.deleted = await client.files.deleteFile(id);
            try {
              await new CloudGlue({ baseUrl, apiKey: 'wrong' }).files.listFiles();
            } catch (error) {
              said.stranger = error.statusCode + ' ' + error.message;
            }
            console.log(JSON.stringify(said));"""
                    .replace("PACKAGE", PACKAGE);

    private CloudglueClient() {}

    /** Uploads a file, has its frames extracted twice a second, and deletes both. @return what it was told at each step */
    static JsonObject extract(String baseUrl, String apiKey, Path file) throws Exception {
        String said = NpmPackage.run(
                NpmPackage.folder(PACKAGE, VERSION),
                List.of("node", "--input-type=module", "-e", SCRIPT, "--", baseUrl, apiKey, file.toString()));
        return new JsonObject(said);
    }
}
