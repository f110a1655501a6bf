package io.posterframe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.config.Configuration;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node is given, against what the program takes and what it was measured to need. */
class NodeTest {
    /** What the variables of the Secrets hold, in the form that docs/kubernetes.md gives. */
    private static final Map<String, String> SECRETS = Map.of(
            "posterframe-admin/tokens", "[please-choose-a-long-secret]",
            "posterframe-database/url", "jdbc:postgresql://db.example/posterframe",
            "posterframe-database/user", "posterframe",
            "posterframe-database/password", "secret");

    /** As the end of {@link io.posterframe.Posterframe} writes pictures to disk, see docs/operations.md#stopping. */
    private static final Duration LAST_PICTURES = Duration.ofSeconds(5);

    private JsonNode pod;
    private JsonNode container;

    @BeforeEach
    void read() throws IOException {
        pod = base().at("/spec/template/spec");
        assertEquals(1, pod.get("containers").size());
        container = pod.at("/containers/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void theProgramTakesItsOptions(String overlay) throws IOException {
        Settings settings = settings(overlay);
        assertEquals(overlay.equals("single"), settings.database().isOwn());
        assertTrue(settings.admin().hasOwnListener());
        assertEquals(port("http"), settings.server().port());
        assertEquals(port("admin"), settings.admin().port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void thereIsTimeForAllStepsOfTheEnd(String overlay) throws IOException {
        Settings settings = settings(overlay);
        Duration preStop = Duration.ofSeconds(
                container.at("/lifecycle/preStop/sleep/seconds").asInt());
        Duration grace =
                Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").asInt());
        Duration needed = preStop.plus(settings.server().drainDelay())
                .plus(settings.server().drainTimeout())
                .plus(LAST_PICTURES);
        assertTrue(grace.compareTo(needed) > 0, grace + " is not more than " + needed);
        // a readiness probe that has begun to fail is noticed while requests are still taken
        JsonNode readiness = container.get("readinessProbe");
        assertTrue(preStop.plus(settings.server().drainDelay()).toSeconds()
                >= readiness.get("periodSeconds").asInt()
                        * readiness.get("failureThreshold").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void asksForWhatWasMeasured(String overlay) throws IOException {
        Settings settings = settings(overlay);
        int workers = settings.render().workers();
        assertTrue(workers > 0, "one worker for each core of the machine, whatever was asked for");
        assertTrue(settings.server().eventLoops() > 0, "event loops for each core of the machine");
        JsonNode resources = container.get("resources");
        assertEquals(workers, resources.at("/requests/cpu").asInt());
        long requested = Quantity.bytes(resources.at("/requests/memory"));
        long measured = measured("the edge") + workers * measured("a worker");
        assertTrue(
                requested >= measured && requested < measured * 1.3,
                requested + " bytes are requested, and " + measured + " were measured");
        long limit = Quantity.bytes(resources.at("/limits/memory"));
        assertTrue(limit >= (512L << 20) + workers * settings.render().maxWorkerMemoryBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void theVolumeHoldsWhatTheOptionsAllow(String overlay) throws IOException {
        Settings settings = settings(overlay);
        long kept = settings.cache().diskMaxBytes()
                + settings.uploads().maxTotalBytes()
                + settings.uploads().minFreeBytes()
                + (settings.capture().enabled() ? settings.capture().maxBytes() : 0)
                + settings.origin().spoolBytes()
                // a fleet's are in a bucket
                + (overlay.equals("single") ? settings.jobs().maxTotalBytes() : 0);
        long volume = Quantity.bytes(base().at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage"));
        assertTrue(kept <= volume, kept + " bytes may be kept on a volume of " + volume);
    }

    @Test
    void probesAskForWhatTheyAreMeantFor() {
        assertEquals("/health/ready", container.at("/startupProbe/httpGet/path").asText());
        assertEquals(
                "/health/ready", container.at("/readinessProbe/httpGet/path").asText());
        assertEquals("/health/live", container.at("/livenessProbe/httpGet/path").asText());
    }

    @Test
    void hasNoRightsThatItDoesNotNeed() {
        assertFalse(pod.get("automountServiceAccountToken").asBoolean(true));
        assertFalse(pod.get("enableServiceLinks").asBoolean(true));
        JsonNode user = pod.get("securityContext");
        assertTrue(user.get("runAsNonRoot").asBoolean());
        assertEquals("RuntimeDefault", user.at("/seccompProfile/type").asText());
        JsonNode security = container.get("securityContext");
        assertFalse(security.get("allowPrivilegeEscalation").asBoolean(true));
        assertTrue(security.get("readOnlyRootFilesystem").asBoolean());
        assertEquals("[\"ALL\"]", security.at("/capabilities/drop").toString());
        assertTrue(security.at("/capabilities/add").isMissingNode());
    }

    @Test
    void theUserIsThatOfTheImage() throws IOException {
        ImageRecipe image = ImageRecipe.read();
        JsonNode user = pod.get("securityContext");
        assertEquals(
                image.user(),
                user.get("runAsUser").asText() + ":" + user.get("runAsGroup").asText());
        assertEquals(user.get("runAsUser"), user.get("fsGroup"));
    }

    @Test
    void theVolumesAreWhereTheImageExpectsThem() throws IOException {
        String data = ImageRecipe.read().environment().get("POSTERFRAME_DATA");
        assertEquals(data, mountPath("data"));
        assertEquals("/tmp", mountPath("tmp"));
        String config = container.at("/args/2").asText();
        assertEquals(
                List.of("serve", "--config"),
                List.of(
                        container.at("/args/0").asText(),
                        container.at("/args/1").asText()));
        assertEquals(Path.of(mountPath("config")), Path.of(config).getParent());
    }

    private static JsonNode base() throws IOException {
        return Manifests.read("base/statefulset.yaml").get("StatefulSet", "posterframe");
    }

    private String mountPath(String volume) {
        return only("volumeMounts", volume).get("mountPath").asText();
    }

    private int port(String name) {
        return only("ports", name).get("containerPort").asInt();
    }

    private JsonNode only(String list, String name) {
        for (JsonNode item : container.get(list)) {
            if (item.get("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    /** What check-config would read in this overlay's container. */
    private Settings settings(String overlay) throws IOException {
        Map<String, String> variables = new HashMap<>();
        read(container.get("env"), variables);
        if (overlay.equals("fleet")) {
            JsonNode patch = Manifests.read("overlays/fleet/statefulset.yaml").get("StatefulSet", "posterframe");
            read(patch.at("/spec/template/spec/containers/0/env"), variables);
        }
        Path file = Manifests.FOLDER.resolve("overlays/" + overlay + "/posterframe.yaml");
        return Configuration.settings(Optional.of(file), variables, Map.of());
    }

    private static void read(JsonNode variables, Map<String, String> into) {
        for (JsonNode variable : variables) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            String value = SECRETS.get(
                    secret.path("name").asText() + "/" + secret.path("key").asText());
            if (value == null) {
                throw new AssertionError("no such secret: " + variable);
            }
            into.put(variable.get("name").asText(), value);
        }
    }

    /** Bytes, as docs/performance.md has them. */
    private static long measured(String what) throws IOException {
        Matcher row = Pattern.compile("\\| resident memory of " + what + " \\|[^|]*\\|[^|]*\\((\\d+) MB\\)")
                .matcher(Files.readString(Path.of("docs/performance.md")));
        assertTrue(row.find(), what);
        return Long.parseLong(row.group(1)) * 1_000_000;
    }
}
