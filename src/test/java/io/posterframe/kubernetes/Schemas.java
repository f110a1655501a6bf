package io.posterframe.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;

/**
 * Whether an object is what its kind's schema says. Kubernetes' own kinds are held to its OpenAPI document, by the classes
 * that its Java client has made of it: no field but those that there are, none missing that is required, each of its type.
 * Those of the Gateway API and of the Prometheus operator are held to the fields and types of their definitions. What Envoy
 * Gateway takes was read in its source, and is here as the fields that we use.
 */
final class Schemas {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingElse());

    private static final Map<String, Schema> BY_KIND = Map.ofEntries(
            Map.entry("v1 ConfigMap", own(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1 Namespace", own(V1Namespace.class, V1Namespace::validateJsonElement)),
            Map.entry("v1 Service", own(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1 ServiceAccount", own(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry("apps/v1 StatefulSet", own(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
            Map.entry(
                    "autoscaling/v2 HorizontalPodAutoscaler",
                    own(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1 NetworkPolicy",
                    own(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
            Map.entry(
                    "policy/v1 PodDisruptionBudget",
                    own(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", others(HTTPRoute.class)),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", others(PrometheusRule.class)),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", others(ServiceMonitor.class)),
            Map.entry("gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy", others(TrafficPolicy.class)));

    private Schemas() {}

    /** Throws what says where the object is wrong. */
    static void check(JsonNode object) throws IOException {
        String kind = object.path("apiVersion").asText() + " " + Manifests.kind(object);
        Schema schema = BY_KIND.get(kind);
        if (schema == null) {
            throw new IllegalArgumentException("no schema of " + kind);
        }
        schema.check(object);
    }

    private interface Schema {
        void check(JsonNode object) throws IOException;
    }

    private interface OwnCheck {
        void check(JsonElement object) throws IOException;
    }

    private static Schema own(Class<?> type, OwnCheck check) {
        return object -> {
            JsonElement element = JsonParser.parseString(object.toString());
            check.check(element);
            // the types of numbers and the like
            JSON.getGson().fromJson(element, type);
        };
    }

    private static Schema others(Class<?> type) {
        return object -> STRICT.treeToValue(object, type);
    }

    /** The models take unknown fields along; here they are mistakes. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** BackendTrafficPolicy, as far as we use it. */
    record TrafficPolicy(String apiVersion, String kind, Metadata metadata, Spec spec) {
        record Metadata(String name, String namespace) {}

        record Spec(List<Target> targetRefs, LoadBalancer loadBalancer) {}

        record Target(String group, String kind, String name) {}

        record LoadBalancer(BalancerType type, ConsistentHash consistentHash) {}

        record ConsistentHash(HashType type, Header header) {}

        record Header(String name) {}

        enum BalancerType {
            ConsistentHash,
            LeastRequest,
            Random,
            RoundRobin
        }

        enum HashType {
            SourceIP,
            Header,
            Cookie
        }
    }
}
