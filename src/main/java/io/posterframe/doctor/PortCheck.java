package io.posterframe.doctor;

import io.posterframe.admin.AdminConfig;
import io.posterframe.http.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a listener's port is free, or a running Posterframe's.
 *
 * @param section  of the options, such as {@code server}
 * @param target   what is asked of who has the port
 * @param ours     what an answer of a Posterframe looks like
 */
record PortCheck(String section, String host, int port, Occupancy occupancy, String target, Pattern ours)
        implements Check {
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int MOST_SHOWN = 200;

    static PortCheck ofServer(ServerConfig config, Occupancy occupancy) {
        return new PortCheck(
                "server",
                config.host(),
                config.port(),
                occupancy,
                "/health/ready",
                Pattern.compile("(200|503) \\{\"status\":\"[a-z ]+\",\"workers\":\\d+}"));
    }

    static PortCheck ofAdmin(AdminConfig config, Occupancy occupancy) {
        return new PortCheck(
                "admin",
                config.host(),
                config.port(),
                occupancy,
                "/admin/v1/partners",
                Pattern.compile("401 \\{.*\"status\":401.*"));
    }

    @Override
    public String what() {
        return section.equals("server") ? "port" : section + " port";
    }

    @Override
    public void look(Findings findings) throws IOException, InterruptedException {
        String place = host + ":" + port;
        if (port == 0) {
            findings.ok(place + ": any that is free");
            return;
        }
        try (Socket socket = new Socket()) {
            // it never listens, so a server that starts now is not in its way nor it in the server's
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            tellFree(findings, place);
        } catch (UnknownHostException e) {
            findings.problem(host + " can't be resolved", address());
        } catch (BindException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("in use")) {
                tellTaken(findings, place);
            } else if (why.contains("denied")) {
                findings.problem(
                        place + " can't be listened on: " + why,
                        "take a " + section + ".port from 1024 on, or allow this one: "
                                + "AmbientCapabilities=CAP_NET_BIND_SERVICE in systemd, or sysctl net.ipv4.ip_unprivileged_port_start="
                                + port);
            } else {
                findings.problem(place + " can't be listened on: " + why, address());
            }
        }
    }

    private String address() {
        return "let " + section + ".host be an address of this machine; 0.0.0.0 is all, 127.0.0.1 this machine only";
    }

    private void tellFree(Findings findings, String place) {
        if (occupancy.state() == Occupancy.State.TAKEN) {
            findings.warning(
                    place + " is free, though a running server has the data folder",
                    "give the doctor the options of that server: " + section + ".port and " + section + ".host");
        } else {
            findings.ok(place + " is free");
        }
    }

    private void tellTaken(Findings findings, String place) throws InterruptedException {
        Optional<String> answer = ask();
        boolean posterframe = answer.isPresent() && ours.matcher(answer.get()).matches();
        if (posterframe && occupancy.state() != Occupancy.State.FREE) {
            findings.ok(place + " is a running Posterframe's, which answers " + answer.get());
        } else if (posterframe) {
            findings.problem(
                    place + " is a Posterframe's that has another data folder",
                    "stop that one, or take another " + section + ".port");
        } else {
            findings.problem(
                    place + " is taken by another program",
                    "find it by: ss -ltnp 'sport = :" + port + "'; stop it, or take another " + section + ".port");
        }
    }

    /** The status and the beginning of the body. */
    private Optional<String> ask() throws InterruptedException {
        String reached = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        String authority = reached.indexOf(':') >= 0 && !reached.startsWith("[") ? "[" + reached + "]" : reached;
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + authority + ":" + port + target))
                    .timeout(ANSWER)
                    .build();
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(4096), StandardCharsets.UTF_8);
                return Optional.of(
                        response.statusCode() + " " + text.substring(0, Math.min(MOST_SHOWN, text.length())));
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
