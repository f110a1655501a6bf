package io.posterframe.bucket;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the SDK's client so that it says nothing which stores other than AWS don't understand. */
final class BucketClient {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    private BucketClient() {}

    /** A client for any thread; whoever asked closes it. Nothing is sent yet. */
    static S3Client of(BucketConfig config) {
        return of(config, config.timeout(), config.attemptTimeout(), AwsRetryStrategy.forRetryMode(RetryMode.STANDARD));
    }

    /** One that tries nothing twice. */
    static S3Client hasty(BucketConfig config, Duration patience) {
        return of(config, patience, patience, AwsRetryStrategy.doNotRetry());
    }

    private static S3Client of(BucketConfig config, Duration all, Duration attempt, RetryStrategy retries) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // where a checksum is required, in batch deletes, older stores know MD5 only
                .addPlugin(LegacyMd5Plugin.create())
                // a chunked signature is AWS's own, and some never answer that the body may come
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(attempt.compareTo(MAX_CONNECT) < 0 ? attempt : MAX_CONNECT)
                        .socketTimeout(attempt))
                .overrideConfiguration(override -> override.apiCallTimeout(all)
                        .apiCallAttemptTimeout(attempt)
                        .retryStrategy(retries));
        if (!config.endpoint().isEmpty()) {
            client.endpointOverride(URI.create(config.endpoint()));
        }
        if (config.hasKey()) {
            client.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(config.accessKey(), config.secretKey())));
        }
        return client.build();
    }
}
