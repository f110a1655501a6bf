package io.posterframe.origin;

import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to a checked address, the certificate is still checked by name. */
class TlsTest {
    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static PfxOptions key;

    @BeforeAll
    static void makeKey() throws Exception {
        Path file = keys.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "media",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=media.test",
                        "-ext",
                        "san=dns:media.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(keytool.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue());
        key = new PfxOptions().setPath(file.toString()).setPassword("secret");
    }

    private Surroundings tls(boolean trusted) throws Exception {
        Surroundings around = new Surroundings(
                folder, new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(key));
        if (trusted) {
            around.client = new WebClientOptions().setTrustOptions(key);
        }
        return around;
    }

    private static URI https(Surroundings around, String host) {
        return URI.create("https://" + host + ":" + around.stub.port() + "/clip.mp4");
    }

    @Test
    void readsOverTlsByName() throws Exception {
        try (Surroundings around = tls(true)) {
            around.current(https(around, "media.test"));
            assertEquals("media.test:" + around.stub.port(), around.stub.hosts.get(0));
            assertEquals("media.test", around.stub.serverNames.get(0));
        }
    }

    @Test
    void refusesACertificateOfAnotherName() throws Exception {
        try (Surroundings around = tls(true)) {
            assertFalse(failure(OriginFailed.class, () -> around.current(https(around, "127.0.0.1")))
                    .passing());
        }
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws Exception {
        try (Surroundings around = tls(false)) {
            failure(OriginFailed.class, () -> around.current(https(around, "media.test")));
            assertEquals(0, around.stub.requests.size());
        }
    }

    @Test
    void refusesToGoOnWithoutTls() throws Exception {
        try (Surroundings around = tls(true)) {
            around.stub.redirect = around.url("/clip.mp4").toString();
            failure(OriginRefused.class, () -> around.current(https(around, "media.test")));
        }
    }
}
