package io.posterframe.bucket;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.posterframe.NpmPackage;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The store s3rver from npm, in a Node.js of its own on 127.0.0.1, with one bucket. */
public final class S3rver implements AutoCloseable {
    private static final String PACKAGE = "s3rver";
    private static final String VERSION = "3.7.1";
    private static final String BUCKET = "some-bucket";
    /** The only one that it knows, also as the secret. */
    private static final String KEY = "S3RVER";

    private static final String SCRIPT =
            """
            const S3rver = require('PACKAGE');
            new S3rver({
              address: '127.0.0.1', port: 0, silent: true, directory: process.argv[1], vhostBuckets: false,
              configureBuckets: [{ name: 'BUCKET', configs: [] }],
            }).run().then(address => console.log(address.port));"""
                    .replace("PACKAGE", PACKAGE)
                    .replace("BUCKET", BUCKET);

    private final Process process;
    private final String port;

    public S3rver(Path directory, File errors) throws Exception {
        // its continuation tokens are made with DES, which OpenSSL 3 counts among the legacy
        process = new ProcessBuilder("node", "--openssl-legacy-provider", "-e", SCRIPT, "--", directory.toString())
                .directory(NpmPackage.folder(PACKAGE, VERSION).toFile())
                .redirectError(errors)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        port = said.readLine();
        assertNotNull(port, "s3rver did not start");
    }

    public BucketConfig config(String prefix) {
        return new BucketConfig(
                BUCKET,
                "http://127.0.0.1:" + port,
                "us-east-1",
                prefix,
                KEY,
                KEY,
                true,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
