package io.posterframe;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The official client of VideoSDK from npm, in a Node.js of its own, pointed at a server of ours. */
final class VideoSdk {
    private static final String PACKAGE = "@videosdk.live/server-sdk";
    private static final String VERSION = "0.1.1";

    private static final String SCRIPT =
            """
            import { VideoSDK } from 'PACKAGE';
            const [apiEndpoint, apiKey, secret, options] = process.argv.slice(1);
            const client = new VideoSDK({ apiEndpoint, apiKey, secret, maxRetries: 0 });
            try {
              console.log(JSON.stringify({ captured: await client.hls.capture(JSON.parse(options)) }));
            } catch (error) {
              console.log(JSON.stringify({ error: error.name, status: error.httpStatus, code: error.code,
                message: error.message }));
            }"""
                    .replace("PACKAGE", PACKAGE);

    private VideoSdk() {}

    /** What {@code hls.capture(options)} returns as {@code captured}, or the error that it throws. */
    static JsonObject capture(String endpoint, String apikey, String secret, JsonObject options) throws Exception {
        String said = NpmPackage.run(
                NpmPackage.folder(PACKAGE, VERSION),
                List.of("node", "--input-type=module", "-e", SCRIPT, "--", endpoint, apikey, secret, options.encode()));
        return new JsonObject(said);
    }
}
