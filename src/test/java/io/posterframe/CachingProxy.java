package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cache in front of a server: a real nginx or Varnish, on a free port of loopback and in a folder of its own, with the
 * configuration of docs/cdn.md as it stands there but for ports and folders.
 */
final class CachingProxy implements AutoCloseable {
    private static final Path DOCUMENT = Path.of("docs/cdn.md");
    private static final Path NGINX_PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path XKEY = Path.of("/usr/lib/x86_64-linux-gnu/varnish/vmods/libvmod_xkey.so");

    /** What nginx's own file says on Debian, here for one folder. */
    private static final String NGINX =
            """
            %s
            worker_processes 1;
            daemon off;
            pid FOLDER/nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path FOLDER/body;
                proxy_temp_path FOLDER/proxy;
                fastcgi_temp_path FOLDER/fastcgi;
                uwsgi_temp_path FOLDER/uwsgi;
                scgi_temp_path FOLDER/scgi;
                include FOLDER/posterframe.conf;
            }
            """;

    enum Kind {
        NGINX,
        VARNISH
    }

    private final Kind kind;
    private final Path folder;
    private final int port;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CachingProxy(Kind kind, Path folder, int port, Process process) {
        this.kind = kind;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one in front of a port of loopback. @param folder to be made */
    static CachingProxy start(Kind kind, Path folder, int serverPort) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        List<String> command = kind == Kind.NGINX ? nginx(folder, port, serverPort) : varnish(folder, port, serverPort);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        CachingProxy proxy = new CachingProxy(kind, folder, port, process);
        Until.holds(kind + " listens", () -> {
            if (!process.isAlive()) {
                fail(kind + " has ended: " + proxy.said());
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return proxy;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> nginx(Path folder, int port, int serverPort) throws IOException {
        assertTrue(Files.exists(NGINX_PROGRAM), "install Debian's package nginx");
        String conf = block("/etc/nginx/conf.d/posterframe.conf");
        conf = instead(conf, "listen 80;", "listen 127.0.0.1:" + port + ";");
        conf = instead(conf, "server 127.0.0.1:8080;", "server 127.0.0.1:" + serverPort + ";");
        conf = instead(conf, "/var/cache/posterframe", folder.resolve("cache").toString());
        Files.writeString(folder.resolve("posterframe.conf"), conf);
        // nginx's workers would else be nobody, who may not come into this folder
        String user = System.getProperty("user.name").equals("root") ? "user root root;" : "";
        String main = NGINX.formatted(user).replace("FOLDER", folder.toString());
        Path file = Files.writeString(folder.resolve("nginx.conf"), main);
        return List.of(NGINX_PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString(), "-e", "stderr");
    }

    private static List<String> varnish(Path folder, int port, int serverPort) throws IOException {
        assertTrue(Files.exists(XKEY), "install Debian's packages varnish and varnish-modules");
        String vcl =
                instead(block("/etc/varnish/posterframe.vcl"), ".port = \"8080\";", ".port = \"" + serverPort + "\";");
        Path file = Files.writeString(folder.resolve("posterframe.vcl"), vcl);
        return List.of(
                "/usr/sbin/varnishd",
                "-F",
                "-j",
                "none",
                "-n",
                folder.resolve("varnish").toString(),
                "-a",
                "127.0.0.1:" + port,
                "-f",
                file.toString(),
                "-s",
                "malloc,64m");
    }

    /** The fenced block of the document that begins with the name of this file. */
    private static String block(String file) throws IOException {
        Pattern fence = Pattern.compile(
                "^```\\w+\\n((?:#![^\\n]*\\n)?# " + Pattern.quote(file) + "\\b.*?)^```$",
                Pattern.DOTALL | Pattern.MULTILINE);
        Matcher found = fence.matcher(Files.readString(DOCUMENT));
        assertTrue(found.find(), file);
        return found.group(1);
    }

    private static String instead(String text, String one, String other) {
        assertTrue(text.contains(one), one);
        return text.replace(one, other);
    }

    Kind kind() {
        return kind;
    }

    Reply get(String target, String... headers) {
        return send("GET", target, headers).join();
    }

    CompletableFuture<Reply> send(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Reply::of);
    }

    /** What this cache says of itself in the answer's Cache-Status: {@code hit; detail=stale}. */
    String status(Reply reply) {
        String name = kind == Kind.NGINX ? "nginx; " : "varnish; ";
        String all = reply.header("cache-status");
        assertTrue(all != null && all.contains(name), () -> "Cache-Status: " + all);
        return all.substring(all.indexOf(name) + name.length());
    }

    /** With all variants. */
    void purge(String target) {
        if (kind == Kind.VARNISH) {
            assertEquals(200, send("PURGE", target).join().status());
        } else {
            script("url", target);
        }
    }

    void purgeTag(String tag) {
        if (kind == Kind.VARNISH) {
            assertEquals(200, send("PURGE", "/", "Surrogate-Key", tag).join().status());
        } else {
            script("tag", tag);
        }
    }

    private void script(String... arguments) {
        try {
            String script = instead(
                    block("/usr/local/bin/posterframe-purge"),
                    "/var/cache/posterframe",
                    folder.resolve("cache").toString());
            Path file = Files.writeString(folder.resolve("posterframe-purge"), script);
            List<String> command = new ArrayList<>(List.of("sh", file.toString()));
            command.addAll(List.of(arguments));
            assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
