package io.posterframe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Amounts as Kubernetes writes them. */
final class Quantity {
    private Quantity() {}

    /** Bytes of {@code 64Mi} or {@code 3Gi}, the two that we use. */
    static long bytes(JsonNode quantity) {
        String text = quantity.asText();
        long number = Long.parseLong(text.substring(0, text.length() - 2));
        return switch (text.substring(text.length() - 2)) {
            case "Mi" -> number << 20;
            case "Gi" -> number << 30;
            default -> throw new IllegalArgumentException("neither Mi nor Gi: " + text);
        };
    }
}
