package io.posterframe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl makes of each overlay. */
@Tag("system")
class OverlaySystemTest {
    private static final String NAME = "app.kubernetes.io/name";

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void everyObjectIsWhatItsSchemaSays(String overlay) throws Exception {
        for (JsonNode object : Kustomize.build(overlay).objects()) {
            assertDoesNotThrow(() -> Schemas.check(object), Manifests.kind(object) + " " + Manifests.name(object));
        }
    }

    @Test
    void aMistakeInAnyObjectIsFound() throws Exception {
        for (JsonNode object : Kustomize.build("fleet").objects()) {
            JsonNode wrong = object.deepCopy();
            ((ObjectNode) (wrong.has("spec") ? wrong.get("spec") : wrong)).put("replica", 1);
            assertThrows(Exception.class, () -> Schemas.check(wrong), Manifests.kind(object));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void thePodsAreFoundByAllThatLookForThem(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        JsonNode set = manifests.get("StatefulSet", "posterframe");
        JsonNode labels = set.at("/spec/template/metadata/labels");
        assertEquals(labels, set.at("/spec/selector/matchLabels"));
        Set<String> ports = new TreeSet<>();
        set.at("/spec/template/spec/containers/0/ports")
                .forEach(port -> ports.add(port.get("name").asText()));
        for (JsonNode service : manifests.all("Service")) {
            assertEquals(labels, service.at("/spec/selector"), Manifests.name(service));
            service.at("/spec/ports")
                    .forEach(port ->
                            assertTrue(ports.contains(port.get("targetPort").asText())));
        }
        manifests.get("Service", set.at("/spec/serviceName").asText());
        JsonNode policy = manifests.get("NetworkPolicy", "posterframe").get("spec");
        assertEquals(labels, policy.at("/podSelector/matchLabels"));
        policy.get("ingress").forEach(rule -> rule.get("ports")
                .forEach(port -> assertTrue(ports.contains(port.get("port").asText()))));
        for (JsonNode spread : set.at("/spec/template/spec/topologySpreadConstraints")) {
            assertEquals(labels, spread.at("/labelSelector/matchLabels"));
        }
        for (JsonNode budget : manifests.all("PodDisruptionBudget")) {
            assertEquals(labels, budget.at("/spec/selector/matchLabels"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "fleet"})
    void theOptionsOfTheOverlayReachThePod(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        assertEquals(1, manifests.all("ConfigMap").size());
        JsonNode options = manifests.all("ConfigMap").get(0);
        JsonNode volumes = manifests.get("StatefulSet", "posterframe").at("/spec/template/spec/volumes");
        assertEquals(Manifests.name(options), volumes.at("/0/configMap/name").asText());
        assertEquals(
                Files.readString(Manifests.FOLDER.resolve("overlays/" + overlay + "/posterframe.yaml")),
                options.at("/data/posterframe.yaml").asText());
    }

    @Test
    void onlyWhomWeNameMayComeInAndOnlyThereMayWeGo() throws Exception {
        JsonNode policy =
                Kustomize.build("fleet").get("NetworkPolicy", "posterframe").get("spec");
        assertEquals("[\"Ingress\",\"Egress\"]", policy.get("policyTypes").toString());
        assertEquals(
                Set.of("monitoring prometheus http", "posterframe admin", "envoy-gateway-system envoy http"),
                lines(policy.get("ingress"), "from"));
        assertEquals(
                Set.of("kube-system kube-dns 53 53", "public 80 443", "postgresql postgresql 5432"),
                lines(policy.get("egress"), "to"));
    }

    @Test
    void theFleetGrowsWithWhatThereIs() throws Exception {
        Manifests manifests = Kustomize.build("fleet");
        JsonNode scaler =
                manifests.get("HorizontalPodAutoscaler", "posterframe").get("spec");
        JsonNode set = manifests.get(
                scaler.at("/scaleTargetRef/kind").asText(),
                scaler.at("/scaleTargetRef/name").asText());
        assertTrue(set.at("/spec/replicas").isMissingNode(), "each apply would set the autoscaler's number back");
        String metric = scaler.at("/metrics/0/pods/metric/name").asText();
        assertEquals("posterframe_queue_depth", metric);
        assertTrue(Files.readString(Path.of("docs/operations.md")).contains("| `" + metric + "` |"));
        assertEquals("cpu", scaler.at("/metrics/1/resource/name").asText());
        assertTrue(set.at("/spec/template/spec/containers/0/resources/requests").has("cpu"));
    }

    @Test
    void whatIsNotForThePublicHasNoRoute() throws Exception {
        Manifests manifests = Kustomize.build("fleet");
        JsonNode rules = manifests.get("HTTPRoute", "posterframe").at("/spec/rules");
        for (JsonNode match : rules.at("/0/matches")) {
            assertEquals("PathPrefix", match.at("/path/type").asText());
            String prefix = match.at("/path/value").asText();
            for (String closed : Set.of("/metrics", "/health/ready", "/admin/v1", "/uploads", "/thumbnail")) {
                assertTrue(!closed.equals(prefix) && !closed.startsWith(prefix + "/"), prefix);
            }
        }
        JsonNode service =
                manifests.get("Service", rules.at("/0/backendRefs/0/name").asText());
        assertEquals(service.at("/spec/ports/0/port"), rules.at("/0/backendRefs/0/port"));
        JsonNode hash = manifests.get("BackendTrafficPolicy", "posterframe").get("spec");
        assertEquals("HTTPRoute", hash.at("/targetRefs/0/kind").asText());
        assertEquals("posterframe", hash.at("/targetRefs/0/name").asText());
        assertEquals(
                ":path", hash.at("/loadBalancer/consistentHash/header/name").asText());
    }

    @Test
    void prometheusScrapesEachNodeOnce() throws Exception {
        Manifests manifests = Kustomize.build("fleet");
        JsonNode monitor = manifests.get("ServiceMonitor", "posterframe").get("spec");
        JsonNode wanted = monitor.at("/selector/matchLabels");
        Set<String> scraped = manifests.all("Service").stream()
                .filter(service -> wanted.properties().stream().allMatch(label -> label.getValue()
                        .equals(service.at("/metadata/labels").get(label.getKey()))))
                .map(Manifests::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("posterframe"), scraped);
        assertEquals("/metrics", monitor.at("/endpoints/0/path").asText());
    }

    /** Each rule of a policy as one line: namespaces, pods, ports. */
    private static Set<String> lines(JsonNode rules, String direction) {
        Set<String> lines = new TreeSet<>();
        for (JsonNode rule : rules) {
            assertTrue(rule.get(direction).size() > 0, "a rule without peers is for everybody");
            StringBuilder line = new StringBuilder();
            JsonNode peer = rule.at("/" + direction + "/0");
            if (peer.has("ipBlock")) {
                line.append("public ");
            }
            peer.at("/namespaceSelector/matchLabels")
                    .forEach(name -> line.append(name.asText()).append(' '));
            JsonNode pods = peer.at("/podSelector/matchLabels");
            if (pods.has("posterframe.io/admin")) {
                line.append("posterframe ");
            }
            if (pods.has(NAME)) {
                line.append(pods.get(NAME).asText()).append(' ');
            }
            if (pods.has("k8s-app")) {
                line.append(pods.get("k8s-app").asText()).append(' ');
            }
            rule.get("ports")
                    .forEach(port -> line.append(port.get("port").asText()).append(' '));
            lines.add(line.toString().strip());
        }
        return lines;
    }
}
