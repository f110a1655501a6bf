package io.posterframe.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What {@code kubectl apply -k} would send. Needs kubectl, of 1.27 or newer, and no cluster. */
final class Kustomize {
    private Kustomize() {}

    /** @param overlay below k8s/overlays */
    static Manifests build(String overlay) throws IOException, InterruptedException {
        Path folder = Manifests.FOLDER.resolve("overlays").resolve(overlay);
        Process kubectl;
        try {
            kubectl = new ProcessBuilder(List.of("kubectl", "kustomize", folder.toString())).start();
        } catch (IOException e) {
            throw new AssertionError("kubectl can't be started; install version 1.27 or newer, see README.md", e);
        }
        kubectl.getOutputStream().close();
        // the warnings are few enough for the pipe to hold
        String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String warnings = new String(kubectl.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0 || !warnings.isEmpty()) {
            throw new AssertionError("kubectl kustomize " + folder + " (kubectl 1.27 or newer is needed): " + warnings);
        }
        return Manifests.parse(yaml);
    }
}
