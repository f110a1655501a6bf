package io.posterframe;

import io.posterframe.cli.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, as {@code serve} starts it. */
record ServerProcess(Process process, Path output) {
    private static final Pattern GREETING = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+) ");

    /** @param environment name, value, name, value... */
    static ServerProcess start(Path data, String... environment) throws IOException {
        Path output = Files.createTempFile(data.toAbsolutePath().getParent(), "server", ".log");
        output.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
        builder.environment().put("POSTERFRAME_SERVER_PORT", "0");
        builder.environment().put("POSTERFRAME_RENDER_WORKERS", "1");
        builder.environment().put("POSTERFRAME_DATA", data.toString());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ServerProcess(process, output);
    }

    /** All that it said so far, on standard output and standard error. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Whether it answers a GET with this status by now. */
    boolean says(String target, int status) {
        return get(target).map(answer -> answer.statusCode() == status).orElse(false);
    }

    /** Its answer to a GET, or nothing when there is none yet. */
    Optional<HttpResponse<byte[]>> get(String target) {
        Matcher greeting = GREETING.matcher(said());
        if (!greeting.find()) {
            return Optional.empty();
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(greeting.group(1) + target))
                    .build();
            return Optional.of(HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
